package io.hivecore.journal;

import java.util.Optional;

/**
 * How the journal is doing.
 *
 * @param sizeBytes of all segment files
 * @param queuedBytes waiting to be written
 * @param unavailable why appends are refused just now; empty when they are taken
 */
public record JournalStatus(
    long oldestSequence,
    long durableSequence,
    long appliedSequence,
    long sizeBytes,
    long queuedBytes,
    Optional<String> unavailable) {}
