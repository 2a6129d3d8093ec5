package io.hivecore.metering;

/**
 * A model that a provider sells.
 *
 * @param id the catalogue's name, unique within the provider
 * @param match the names it goes by
 */
public record CatalogueModel(String id, MatchClause match, PriceHistory history) {}
