package io.hivecore.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a password comes from: never the command line, which every process of the machine can read.
 */
@FunctionalInterface
public interface PasswordInput {
  /**
   * Reads one.
   *
   * @throws RefusedException when there is none
   */
  String read();

  /** A terminal asks, twice and unseen; of any other input the first line is taken. */
  static PasswordInput ofProcess() {
    return PasswordInput::ofConsole;
  }

  /** Where the input is a pipe, Java 25 has no console; 22 to 24 have one that is no terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static String ofConsole() {
    Console console = System.console();
    return console != null && console.isTerminal() ? asked(console) : firstLine();
  }

  private static String asked(Console console) {
    char @Nullable [] first = console.readPassword("Password: ");
    char @Nullable [] again = console.readPassword("Again: ");
    if (first == null || again == null) {
      throw new RefusedException("no password was given");
    }
    String password = new String(first);
    if (!password.equals(new String(again))) {
      throw new RefusedException("the two passwords are different");
    }
    return password;
  }

  private static String firstLine() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isEmpty()) {
        throw new RefusedException("give the password on the standard input");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
