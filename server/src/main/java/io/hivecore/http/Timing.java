package io.hivecore.http;

import java.time.Duration;

/**
 * {@link Deadlines} in nanoseconds, for the clock of connections.
 *
 * @param quiet how long a lingering client may be silent before it counts as done
 */
record Timing(long head, long body, long answer, long perByte, long idle, long linger, long quiet) {
  static Timing of(Deadlines deadlines) {
    return new Timing(
        deadlines.head().toNanos(),
        deadlines.body().toNanos(),
        deadlines.answer().toNanos(),
        Duration.ofSeconds(1).toNanos() / deadlines.slowestBytesPerSecond(),
        deadlines.idle().toNanos(),
        deadlines.linger().toNanos(),
        deadlines.linger().toNanos() / 5);
  }

  /** How long a client may take to send so many bytes. */
  long body(long bytes) {
    return body + bytes * perByte;
  }

  /** How long a client may take to receive so many bytes. */
  long answer(long bytes) {
    return answer + bytes * perByte;
  }

  /** The shortest time of all. */
  long shortest() {
    return Math.min(Math.min(Math.min(head, idle), Math.min(body, answer)), quiet);
  }
}
