package io.hivecore.ingest;

import io.hivecore.objects.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures, sounds and files that stand in texts as base64.
 *
 * @param type its media type
 */
record MediaContent(String type, byte[] bytes) {
  /** What stands in the text instead of the content, before the object's id. */
  static final String LINK = "hivecore-object:";

  /** Shorter ones stay: they are icons and the like, and read at once with the text. */
  static final int LEAST_CHARACTERS = 4 * 1024;

  private static final String UNKNOWN = "application/octet-stream";
  private static final int LONGEST_HEAD = 200;

  /** Members that hold nothing but base64 in the forms of OpenAI, Anthropic, Google. */
  private static final Set<String> MEMBERS = Set.of("data", "b64_json", "file_data", "bytes");

  /**
   * What a string value holds; empty when it is a text.
   *
   * @param path the names that lead to it, with full stops
   */
  static Optional<MediaContent> of(CharSequence path, String value) {
    if (value.length() <= LEAST_CHARACTERS) {
      return Optional.empty();
    }
    if (value.startsWith("data:")) {
      return ofUrl(value);
    }
    String whole = path.toString();
    String member = whole.substring(whole.lastIndexOf('.') + 1);
    // In the parts of OpenTelemetry's conventions a blob is called content, as a text is, so it has
    // to be known for what it is.
    boolean either = member.equals("content");
    if (!either && !MEMBERS.contains(member)) {
      return Optional.empty();
    }
    return decoded(value)
        .map(bytes -> new MediaContent(typeOf(bytes), bytes))
        .filter(media -> !either || !media.type().equals(UNKNOWN));
  }

  /** What stands instead. */
  static String link(ObjectId id) {
    return LINK + id;
  }

  /** {@code data:image/png;base64,…}, RFC 2397. */
  private static Optional<MediaContent> ofUrl(String url) {
    int comma = url.indexOf(',');
    if (comma < 0 || comma > LONGEST_HEAD || !url.substring(0, comma).endsWith(";base64")) {
      return Optional.empty();
    }
    String head = url.substring("data:".length(), comma - ";base64".length());
    int parameters = head.indexOf(';');
    String type =
        (parameters < 0 ? head : head.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    return decoded(url.substring(comma + 1))
        .map(bytes -> new MediaContent(wellFormed(type) ? type : typeOf(bytes), bytes));
  }

  /** It becomes a header of an answer, so it is no more than two names with a slash. */
  private static boolean wellFormed(String type) {
    int slash = type.indexOf('/');
    return slash > 0
        && slash < type.length() - 1
        && slash == type.lastIndexOf('/')
        && type.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "/.+-_".indexOf(c) >= 0);
  }

  private static Optional<byte[]> decoded(String base64) {
    // A text has a blank soon: it need not be read to its end.
    for (int i = 0; i < Math.min(base64.length(), LONGEST_HEAD); i++) {
      char c = base64.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '+' && c != '/' && c != '-' && c != '_') {
        return Optional.empty();
      }
    }
    try {
      byte[] text = base64.getBytes(StandardCharsets.ISO_8859_1);
      boolean forUrls = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
      return Optional.of((forUrls ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** By the bytes that formats begin with. */
  private static String typeOf(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG")) {
      return "image/png";
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (head.startsWith("GIF8")) {
      return "image/gif";
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return "image/webp";
    }
    if (head.startsWith("RIFF") && head.startsWith("WAVE", 8)) {
      return "audio/wav";
    }
    if (head.startsWith("ID3") || head.startsWith("\u00ff\u00fb")) {
      return "audio/mpeg";
    }
    if (head.startsWith("OggS")) {
      return "audio/ogg";
    }
    if (head.startsWith("fLaC")) {
      return "audio/flac";
    }
    if (head.startsWith("ftyp", 4)) {
      return "video/mp4";
    }
    return head.startsWith("%PDF-") ? "application/pdf" : UNKNOWN;
  }
}
