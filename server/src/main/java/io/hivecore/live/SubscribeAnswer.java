package io.hivecore.live;

import java.time.Duration;

/** The answer to a wish to subscribe. */
public sealed interface SubscribeAnswer {
  /** It may; the caller runs and closes the subscription. */
  record Admitted(Subscription subscription) implements SubscribeAnswer {}

  /** Too many listen already, or the server stops. */
  record Refused(Reason reason, Duration retryAfter) implements SubscribeAnswer {}

  /** Why nobody more is let in. */
  enum Reason {
    /** This tenant has as many subscribers as it may. */
    TENANT_FULL,
    /** All tenants together have as many as the server bears. */
    SERVER_FULL,
    /** The server is stopping. */
    STOPPING
  }
}
