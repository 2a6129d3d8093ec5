package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ApplyContract;
import io.hivecore.telemetry.ExportContract;
import io.hivecore.telemetry.IsolationContract;
import io.hivecore.telemetry.ListContract;
import io.hivecore.telemetry.MetricContract;
import io.hivecore.telemetry.RetentionContract;
import io.hivecore.telemetry.TraceContract;
import io.hivecore.telemetry.TraceQueriesContract;
import io.hivecore.telemetry.UsageSumsContract;
import org.junit.jupiter.api.Nested;

/** The contract, on many tiny segments that are sealed and merged all the time. */
final class DuckDbContractTest {
  private static final DuckDbUnderTest SUBJECT = new DuckDbUnderTest("many-segments", 70);

  @Nested
  final class Applying extends ApplyContract {
    Applying() {
      super(SUBJECT);
    }
  }

  @Nested
  final class Listing extends ListContract {
    Listing() {
      super(SUBJECT);
    }
  }

  @Nested
  final class SummingUp extends UsageSumsContract {
    SummingUp() {
      super(SUBJECT);
    }
  }

  @Nested
  final class KeepingTenantsApart extends IsolationContract {
    KeepingTenantsApart() {
      super(SUBJECT);
    }
  }

  @Nested
  final class Expiring extends RetentionContract {
    Expiring() {
      super(SUBJECT);
    }
  }

  @Nested
  final class Exporting extends ExportContract {
    Exporting() {
      super(SUBJECT);
    }
  }

  @Nested
  final class Tracing extends TraceContract {
    Tracing() {
      super(SUBJECT);
    }
  }

  @Nested
  final class AskingAboutTraces extends TraceQueriesContract {
    AskingAboutTraces() {
      super(SUBJECT);
    }
  }

  @Nested
  final class Measuring extends MetricContract {
    Measuring() {
      super(SUBJECT);
    }
  }
}
