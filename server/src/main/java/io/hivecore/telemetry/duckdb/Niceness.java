package io.hivecore.telemetry.duckdb;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * Lets threads of the background stand back when there is too little processor for all. Linux knows
 * a niceness for each thread; Java's priorities do nothing there without privileges.
 */
final class Niceness {
  private static final System.Logger LOG = System.getLogger(Niceness.class.getName());
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  private Niceness() {}

  /**
   * Sets the calling thread's niceness, for good. Does nothing on systems other than Linux, where
   * it would be that of the whole process.
   *
   * @param niceness 0 is usual; beside usual threads one of 5 gets a third of their time, one of 10
   *     a tenth (setpriority(2), sched(7))
   */
  static void set(int niceness) {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
      return;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle setPriority =
          linker.downcallHandle(
              linker.defaultLookup().find("setpriority").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT));
      int failed = (int) setPriority.invokeExact(PRIO_PROCESS, CALLING_THREAD, niceness);
      LOG.log(System.Logger.Level.DEBUG, "niceness {0}: {1}", niceness, failed);
    } catch (Throwable e) {
      // Then it competes like the others.
      LOG.log(System.Logger.Level.DEBUG, "a thread's niceness could not be set", e);
    }
  }
}
