package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ApplyContract;
import io.hivecore.telemetry.ListContract;
import io.hivecore.telemetry.MetricContract;
import io.hivecore.telemetry.RetentionContract;
import io.hivecore.telemetry.TraceContract;
import io.hivecore.telemetry.UsageSumsContract;
import org.junit.jupiter.api.Nested;

/** The contract, on one segment that is never full. */
final class DuckDbOneSegmentContractTest {
  private static final DuckDbUnderTest SUBJECT = new DuckDbUnderTest("one-segment", 1_000_000);

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
  final class Expiring extends RetentionContract {
    Expiring() {
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
  final class Measuring extends MetricContract {
    Measuring() {
      super(SUBJECT);
    }
  }
}
