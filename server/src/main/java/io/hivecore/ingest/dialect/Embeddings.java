package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanKind;
import java.util.regex.Pattern;

/** Keeps the numbers of embeddings out: thousands for each text, which nobody reads. */
final class Embeddings {
  /** Two numbers of a list, or a vector as Base64. */
  private static final Pattern VECTOR =
      Pattern.compile("\\[\\s*-?\\d[-+.\\deE]*\\s*,\\s*-?\\d|\"embedding\"\\s*:");

  private Embeddings() {}

  /** Forgets an output that has them. */
  static void dropVectors(Found found, SpanKind kind) {
    Found.Value output = found.value(Slot.OUTPUT);
    if (kind == SpanKind.EMBEDDING
        && output != null
        && output.value() instanceof String text
        && VECTOR.matcher(text).find()) {
      found.drop(Slot.OUTPUT);
    }
  }
}
