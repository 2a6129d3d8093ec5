package io.hivecore.telemetry;

/**
 * How a telemetry store is doing.
 *
 * @param records of all kinds and tenants, about
 * @param sizeBytes on disk
 * @param segments number of parts that the data is kept in
 * @param segmentsToIndex those of them whose texts are not all in an index of words yet, besides
 *     the one that is written
 */
public record StoreStatus(
    long appliedSequence, long records, long sizeBytes, int segments, int segmentsToIndex) {}
