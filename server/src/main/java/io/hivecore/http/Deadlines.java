package io.hivecore.http;

import java.time.Duration;

/**
 * How long clients may take. Whoever takes longer loses the connection; half-sent requests are told
 * so by a 408.
 *
 * @param head from the first byte of a request to the end of its headers, and from the connection
 *     to its first byte
 * @param body for a request body, beside the time that its bytes need at the slowest rate
 * @param answer for the client to take what was written to it, beside the time at the slowest rate;
 *     holds for streams as well, but only while something waits to be sent
 * @param slowestBytesPerSecond the rate that a client must reach
 * @param idle between two requests of a connection
 * @param linger for a client to go on sending a body that was refused, so that it reads the answer
 *     instead of a broken connection
 * @param stop for requests under way when the server stops
 */
public record Deadlines(
    Duration head,
    Duration body,
    Duration answer,
    int slowestBytesPerSecond,
    Duration idle,
    Duration linger,
    Duration stop) {
  public static final Deadlines DEFAULT =
      new Deadlines(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          8_000,
          Duration.ofSeconds(75),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));

  public Deadlines {
    requirePositive("head", head);
    requirePositive("body", body);
    requirePositive("answer", answer);
    requirePositive("idle", idle);
    requirePositive("linger", linger);
    requirePositive("stop", stop);
    if (slowestBytesPerSecond < 1) {
      throw new IllegalArgumentException("slowestBytesPerSecond " + slowestBytesPerSecond);
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(name + " " + value + " is not between 1 ms and 1 day");
    }
  }
}
