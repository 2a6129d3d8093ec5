package io.hivecore.ingest;

import io.hivecore.journal.Receipt;
import java.util.UUID;

/**
 * A record that is durable.
 *
 * @param id the same each time the same record is sent
 * @param outcome new, a further message on an execution, or known already
 */
public record Accepted(UUID id, Receipt.Outcome outcome) implements Decision {}
