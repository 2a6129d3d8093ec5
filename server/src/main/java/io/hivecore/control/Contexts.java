package io.hivecore.control;

import java.sql.Connection;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** How jOOQ is set up, the same for every engine, so that one set of queries runs on all. */
public final class Contexts {
  private static final Settings QUIET =
      new Settings().withExecuteLogging(false).withRenderSchema(false);

  /** Held so that the level outlives garbage collection; jOOQ tells its version otherwise. */
  private static final Logger JOOQ_LOG = Logger.getLogger("org.jooq");

  /**
   * Likewise: jOOQ warns of every PostgreSQL older than what its newest dialect is written for. The
   * queries here are simple, and tested with the version that docs/postgresql.md names.
   */
  private static final Logger VERSION_LOG =
      Logger.getLogger("org.jooq.impl.DefaultExecuteContext.logVersionSupport");

  static {
    VERSION_LOG.setLevel(Level.SEVERE);
    if (JOOQ_LOG.getLevel() == null) {
      JOOQ_LOG.setLevel(Level.WARNING);
    }
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private Contexts() {}

  /** A context on a connection whose transaction others begin and end. */
  public static DSLContext of(Connection connection, SQLDialect dialect) {
    return DSL.using(connection, dialect, QUIET);
  }
}
