package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ApplyContract;
import io.hivecore.telemetry.ListContract;
import io.hivecore.telemetry.UsageSumsContract;
import org.junit.jupiter.api.Nested;

/** The contract, on one big segment and on many tiny ones. */
final class DuckDbContractTest {
  private static final DuckDbUnderTest ONE_SEGMENT = new DuckDbUnderTest(1_000_000);
  private static final DuckDbUnderTest MANY_SEGMENTS = new DuckDbUnderTest(70);

  @Nested
  final class Applying extends ApplyContract {
    Applying() {
      super(ONE_SEGMENT);
    }
  }

  @Nested
  final class ApplyingToManySegments extends ApplyContract {
    ApplyingToManySegments() {
      super(MANY_SEGMENTS);
    }
  }

  @Nested
  final class Listing extends ListContract {
    Listing() {
      super(ONE_SEGMENT);
    }
  }

  @Nested
  final class ListingManySegments extends ListContract {
    ListingManySegments() {
      super(MANY_SEGMENTS);
    }
  }

  @Nested
  final class SummingUp extends UsageSumsContract {
    SummingUp() {
      super(ONE_SEGMENT);
    }
  }

  @Nested
  final class SummingUpManySegments extends UsageSumsContract {
    SummingUpManySegments() {
      super(MANY_SEGMENTS);
    }
  }
}
