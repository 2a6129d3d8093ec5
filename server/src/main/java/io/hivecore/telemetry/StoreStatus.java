package io.hivecore.telemetry;

/**
 * How a telemetry store is doing.
 *
 * @param records of all kinds and tenants, about
 * @param sizeBytes on disk
 * @param segments number of parts that the data is kept in
 */
public record StoreStatus(long appliedSequence, long records, long sizeBytes, int segments) {}
