package io.hivecore.metering;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who sells access to models.
 *
 * @param id the catalogue's name, such as {@code x-ai}
 * @param name for people, such as {@code X AI}
 * @param api matches the beginnings of its addresses; null when it has none of its own
 * @param providerMatch names of its own besides the id; null for none
 * @param modelMatch model names from which it is inferred when no provider is given; null for none
 * @param fallbacks providers whose models it sells at their prices, by id, in order
 * @param models the first that matches a name is it
 */
public record CatalogueProvider(
    String id,
    String name,
    @Nullable MatchClause api,
    @Nullable MatchClause providerMatch,
    @Nullable MatchClause modelMatch,
    List<String> fallbacks,
    List<CatalogueModel> models) {
  public CatalogueProvider {
    fallbacks = List.copyOf(fallbacks);
    models = List.copyOf(models);
  }
}
