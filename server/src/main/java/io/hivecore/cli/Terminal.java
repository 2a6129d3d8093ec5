package io.hivecore.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err words beside it
 */
record Terminal(PrintWriter out, PrintWriter err) {
  /**
   * @param spec as picocli has filled it in
   */
  static Terminal of(@Nullable CommandSpec spec) {
    var command = requireNonNull(spec, "spec").commandLine();
    return new Terminal(command.getOut(), command.getErr());
  }
}
