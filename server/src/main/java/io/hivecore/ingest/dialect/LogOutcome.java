package io.hivecore.ingest.dialect;

import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import java.util.List;

/** What became of one log record of OTLP. */
public sealed interface LogOutcome {
  /** The records that it gives; none for what another one repeats. */
  record Records(List<IncomingRecord> records) implements LogOutcome {
    public Records {
      records = List.copyOf(records);
    }
  }

  /** Why it gives none. */
  record Rejected(Rejection rejection) implements LogOutcome {}
}
