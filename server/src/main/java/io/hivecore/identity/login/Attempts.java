package io.hivecore.identity.login;

import io.hivecore.identity.KeyHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts tries by some key in windows that begin with the first try. Safe for many threads. */
final class Attempts {
  /** When there are more keys, the one that was used longest ago is forgotten. */
  private static final int MOST_KEYS = 50_000;

  private final int most;
  private final Duration window;
  private final InstantSource clock;
  private final Map<KeyHash, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyHash, Window> eldest) {
          return size() > MOST_KEYS;
        }
      };

  private record Window(Instant end, int count) {}

  Attempts(int most, Duration window, InstantSource clock) {
    this.most = most;
    this.window = window;
    this.clock = clock;
  }

  /** Counts one; how long until the window ends, when it is one too many, which is not counted. */
  Optional<Duration> count(KeyHash key) {
    Instant now = clock.instant();
    synchronized (windows) {
      Window open = windows.get(key);
      // A clock that was set back must not lock anybody out for longer.
      if (open == null || !now.isBefore(open.end()) || open.end().isAfter(now.plus(window))) {
        windows.put(key, new Window(now.plus(window), 1));
        return Optional.empty();
      }
      if (open.count() >= most) {
        return Optional.of(Duration.between(now, open.end()));
      }
      windows.put(key, new Window(open.end(), open.count() + 1));
      return Optional.empty();
    }
  }

  /** Takes one back. */
  void giveBack(KeyHash key) {
    synchronized (windows) {
      windows.computeIfPresent(
          key, (same, open) -> open.count() <= 1 ? null : new Window(open.end(), open.count() - 1));
    }
  }

  void forget(KeyHash key) {
    synchronized (windows) {
      windows.remove(key);
    }
  }
}
