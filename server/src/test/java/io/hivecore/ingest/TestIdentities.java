package io.hivecore.ingest;

import java.time.Instant;
import java.time.InstantSource;

/** Identities for tests of what decodes. */
public final class TestIdentities {
  private TestIdentities() {}

  /** Assigned ids are of that time. */
  public static Identities of(Arrival arrival, Instant now) {
    return new Identities(new TimeOrderedIds(InstantSource.fixed(now)), arrival.idempotencyKey());
  }
}
