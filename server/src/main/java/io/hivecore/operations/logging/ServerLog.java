package io.hivecore.operations.logging;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets up the process's log on standard error. */
public final class ServerLog {
  /** Held, because the level goes with the logger, and loggers that nobody holds are forgotten. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  /** Says at each start that Lucene computes vectors more slowly than it could; we have none. */
  private static final Logger LUCENE_VECTORS =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private ServerLog() {}

  /**
   * Replaces whatever logging was set up before.
   *
   * @param terminal whether people read it as it comes
   */
  public static void configure(boolean terminal) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    console.setFormatter(terminal ? new TextLogFormatter() : new JsonLogFormatter());
    root.addHandler(console);
    root.setLevel(Level.INFO);
    // Helidon tells at each start what it is made of; that is of no use to anyone who runs this.
    HELIDON.setLevel(Level.WARNING);
    LUCENE_VECTORS.setLevel(Level.SEVERE);
  }
}
