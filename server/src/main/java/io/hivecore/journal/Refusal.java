package io.hivecore.journal;

import io.hivecore.journal.JournalUnavailableException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why appends are refused; the exception is made by the thread that throws it. */
record Refusal(Reason reason, String message, @Nullable Throwable cause) {
  static Refusal closed() {
    return new Refusal(Reason.CLOSED, "the journal is closed", null);
  }

  static Refusal overloaded(String message) {
    return new Refusal(Reason.OVERLOADED, message, null);
  }

  static Refusal noRoom(String message) {
    return new Refusal(Reason.NO_ROOM, message, null);
  }

  JournalUnavailableException toException() {
    return cause == null
        ? new JournalUnavailableException(reason, message, retryAfter())
        : new JournalUnavailableException(reason, message, retryAfter(), cause);
  }

  private Duration retryAfter() {
    return switch (reason) {
      case OVERLOADED, FAILED -> Duration.ofSeconds(1);
      case NO_ROOM, CLOSED -> Duration.ofSeconds(5);
    };
  }
}
