package io.hivecore.ingest.masking;

/**
 * How much expressions of a tenant's own may do for one record: characters that they read times the
 * steps of the expression, which bounds their time. Most read each character three times, for what
 * is before and behind it; some that match often read the rest of a text again for each match.
 * Counted and not timed, so that the same record is masked the same on every machine. Belongs to
 * one thread.
 */
final class Work {
  /** Measured at most 6 ns each: 3 seconds at worst, with common expressions far less. */
  static final long MOST = 500_000_000;

  private long left = MOST;

  /** A text whose reading is counted, and refused with {@link Exhausted} when nothing is left. */
  final class Counted implements CharSequence {
    private final String text;
    private final int steps;

    Counted(String text, int steps) {
      this.text = text;
      this.steps = Math.max(1, steps);
    }

    @Override
    public char charAt(int index) {
      left -= steps;
      if (left < 0) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Nothing is left. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Exhausted() {
      super("too much to look through", null, false, false);
    }
  }
}
