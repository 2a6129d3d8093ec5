package io.hivecore.ingest;

import java.util.List;

/**
 * Why a record is not taken.
 *
 * @param code stable, in snake case; beside those here, the codes of {@link
 *     IngestRefusedException.Reason}
 * @param detail one sentence for people
 * @param errors every field that is wrong; empty when the reason is not a field
 */
public record Rejection(String code, String detail, List<FieldError> errors)
    implements Decoded, Decision {
  /** The code of a record with wrong fields. */
  public static final String INVALID = "invalid";

  /** The code of a text that is no JSON, or not the JSON that was expected. */
  public static final String MALFORMED = "malformed";

  /** The code of a record that is too large. */
  public static final String TOO_LARGE = "too_large";

  private static final int MOST_BRIEF = 100;

  public Rejection {
    errors = List.copyOf(errors);
  }

  /** For wrong fields, at least one; the detail names the first. */
  public static Rejection invalid(List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
    return new Rejection(INVALID, first.field() + ": " + first.detail() + more, errors);
  }

  /** The same in few bytes, for one of very many. */
  Rejection brief() {
    return new Rejection(
        code,
        detail.length() > MOST_BRIEF ? detail.substring(0, MOST_BRIEF) + "…" : detail,
        List.of());
  }

  public static Rejection malformed(String detail) {
    return new Rejection(MALFORMED, detail, List.of());
  }

  public static Rejection tooLarge(String detail) {
    return new Rejection(TOO_LARGE, detail, List.of());
  }
}
