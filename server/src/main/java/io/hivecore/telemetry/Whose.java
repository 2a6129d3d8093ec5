package io.hivecore.telemetry;

/** Of whom telemetry tells, besides the agents. */
public sealed interface Whose {
  /** The id as it was sent; never empty. */
  String id();

  /** One conversation. */
  record Session(String id) implements Whose {
    public Session {
      requireNamed(id);
    }
  }

  /** One for whom agents worked. */
  record EndUser(String id) implements Whose {
    public EndUser {
      requireNamed(id);
    }
  }

  private static void requireNamed(String id) {
    // What names nobody would be everybody else's.
    if (id.isEmpty()) {
      throw new IllegalArgumentException("the id is empty");
    }
  }
}
