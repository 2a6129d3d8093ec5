package io.hivecore.ingest;

import io.hivecore.objects.ObjectId;
import io.hivecore.objects.ObjectIdStart;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What Langfuse's clients call a medium: the first 132 bits of its SHA-256 in the URL-safe alphabet
 * of base64. The clients make it themselves, before they upload anything; so it leads to an object
 * without being kept anywhere.
 *
 * @param text 22 of {@code A–Z a–z 0–9 - _}
 */
public record MediaId(String text) {
  /** How long each text is. */
  public static final int CHARACTERS = 22;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  public MediaId {
    if (!wellFormed(text)) {
      throw new IllegalArgumentException("not a medium's id: " + text);
    }
  }

  /** The id of a content whose hash is known. */
  public static MediaId of(ObjectId object) {
    String digits = object.digits();
    StringBuilder text = new StringBuilder(CHARACTERS);
    for (int i = 0; i < CHARACTERS; i += 2) {
      // Twelve bits are three digits and two characters.
      int bits = HexFormat.fromHexDigits(digits, i / 2 * 3, i / 2 * 3 + 3);
      text.append(ALPHABET.charAt(bits >>> 6)).append(ALPHABET.charAt(bits & 63));
    }
    return new MediaId(text.toString());
  }

  /** Reads an id; empty when the text is none. */
  public static Optional<MediaId> parse(String text) {
    return wellFormed(text) ? Optional.of(new MediaId(text)) : Optional.empty();
  }

  /** How the object's id begins: 33 digits of it. */
  public ObjectIdStart object() {
    StringBuilder digits = new StringBuilder(CHARACTERS / 2 * 3);
    for (int i = 0; i < CHARACTERS; i += 2) {
      int bits = ALPHABET.indexOf(text.charAt(i)) << 6 | ALPHABET.indexOf(text.charAt(i + 1));
      digits.append(HexFormat.of().toHexDigits(bits, 3));
    }
    return ObjectIdStart.ofDigits(digits.toString());
  }

  private static boolean wellFormed(String text) {
    return text.length() == CHARACTERS && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }
}
