package io.hivecore.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the store is behind the journal.
 *
 * @param appliedSequence the last journal entry that is in the store
 * @param durableSequence the last entry of the journal
 * @param lag since when the oldest entry that is not in the store has waited; zero when all are
 * @param setAside entries that could not be read since the start
 * @param failure why the store does not take entries just now; empty when it does
 */
public record ApplierStatus(
    long appliedSequence,
    long durableSequence,
    Duration lag,
    long setAside,
    Optional<String> failure) {}
