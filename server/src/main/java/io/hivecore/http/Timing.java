package io.hivecore.http;

import java.time.Duration;

/** {@link Deadlines} in nanoseconds, for the clock of connections. */
record Timing(long head, long body, long answer, long perByte, long idle, long linger) {
  static Timing of(Deadlines deadlines) {
    return new Timing(
        deadlines.head().toNanos(),
        deadlines.body().toNanos(),
        deadlines.answer().toNanos(),
        Duration.ofSeconds(1).toNanos() / deadlines.slowestBytesPerSecond(),
        deadlines.idle().toNanos(),
        deadlines.linger().toNanos());
  }

  /** How long a client may take to send so many bytes. */
  long body(long bytes) {
    return body + bytes * perByte;
  }

  /** How long a client may take to receive so many bytes. */
  long answer(long bytes) {
    return answer + bytes * perByte;
  }
}
