package io.hivecore.http;

import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;

/** Who may call a route. */
public enum Access {
  /** Anyone, without a credential. */
  ANYONE,
  /** A tenant's credential that may send telemetry. */
  INGEST,
  /** A tenant's credential that may read telemetry. */
  QUERY,
  /**
   * Changes what a tenant has set up: its administrators, and keys that may both send and read, so
   * neither an agent's key nor a dashboard's.
   */
  MANAGE,
  /** A tenant for its own figures, an operator for all. */
  FIGURES,
  /** A person who is logged in, for what is the person's own. */
  SIGNED_IN,
  /** A tenant's administrators, for its users. */
  ADMINISTER;

  /** Whether a credential has to be presented. */
  public boolean needsCaller() {
    return this != ANYONE;
  }

  public boolean admits(Caller caller) {
    return switch (this) {
      case ANYONE -> true;
      case INGEST -> caller.may(Scope.INGEST);
      case QUERY -> caller.may(Scope.QUERY);
      case MANAGE ->
          caller.may(Scope.ADMINISTER) || (caller.may(Scope.INGEST) && caller.may(Scope.QUERY));
      case FIGURES -> caller.may(Scope.QUERY) || caller.may(Scope.OPERATE);
      case SIGNED_IN -> caller.login() != null;
      case ADMINISTER -> caller.may(Scope.ADMINISTER);
    };
  }
}
