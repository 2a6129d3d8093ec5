package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.PROJECT;
import static io.hivecore.ingest.dialect.Slot.ROUND;

/** Our own names, on spans or on the resource of the program that sends them. */
final class HiveCoreNames {
  static final Dialect TABLE =
      Dialect.named("hivecore")
          .row(PROJECT, 10, "hivecore.project.id")
          .row(ROUND, 10, "hivecore.execution_round.id")
          .end();

  private HiveCoreNames() {}
}
