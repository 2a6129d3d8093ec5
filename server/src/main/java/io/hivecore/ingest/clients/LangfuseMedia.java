package io.hivecore.ingest.clients;

import io.hivecore.ingest.MediaUpload;
import io.hivecore.json.ParserWords;
import io.hivecore.objects.ObjectId;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What Langfuse's clients say about media that they upload by themselves. */
public final class LangfuseMedia {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9.+_-]{0,99}/[a-z0-9][a-z0-9.+_-]{0,99}");
  private static final int HASH_BYTES = 32;

  private LangfuseMedia() {}

  /**
   * Reads the announcement of an upload: {@code {"contentType":…,"contentLength":…,
   * "sha256Hash":…}}. Which trace and field it is of is not needed.
   *
   * @throws InvalidBodyException when a field is wrong
   * @throws MalformedBodyException when it is no JSON object
   */
  public static MediaUpload announced(byte[] body) throws InvalidBodyException {
    Fields fields = fields(body);
    return new MediaUpload(
        hash(required(fields, "sha256Hash")),
        mediaType(required(fields, "contentType")),
        wholeNumber(fields, "contentLength", Integer.MAX_VALUE));
  }

  /**
   * Reads how an upload ended, {@code {"uploadHttpStatus":…}}: the status that its client saw.
   *
   * @throws InvalidBodyException when the field is wrong
   * @throws MalformedBodyException when it is no JSON object
   */
  public static int reportedStatus(byte[] body) throws InvalidBodyException {
    return wholeNumber(fields(body), "uploadHttpStatus", 999);
  }

  private static Fields fields(byte[] body) {
    try (JsonParser parser = JsonTree.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedBodyException("Expected one JSON object.");
      }
      Fields fields = Fields.of(JsonTree.read(parser));
      if (parser.nextToken() != null) {
        throw new MalformedBodyException("JSON parse error: something follows the object.");
      }
      return fields;
    } catch (JsonTree.TooLargeException e) {
      throw new MalformedBodyException(String.valueOf(e.getMessage()), e);
    } catch (JacksonException e) {
      throw new MalformedBodyException("JSON parse error: " + ParserWords.of(e), e);
    }
  }

  private static String required(Fields fields, String name) throws InvalidBodyException {
    Object value = fields.get(name);
    if (value == null) {
      throw new InvalidBodyException(name, "This field is required.");
    }
    if (!(value instanceof String text)) {
      throw new InvalidBodyException(name, "Expected a text.");
    }
    return text.strip();
  }

  private static ObjectId hash(String text) throws InvalidBodyException {
    byte[] hash = decoded(text);
    if (hash == null || hash.length != HASH_BYTES) {
      throw new InvalidBodyException("sha256Hash", "Expected the base64 of 32 bytes.");
    }
    return ObjectId.ofHash(hash);
  }

  private static byte @Nullable [] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String mediaType(String text) throws InvalidBodyException {
    int parameters = text.indexOf(';');
    String type =
        (parameters < 0 ? text : text.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    if (!MEDIA_TYPE.matcher(type).matches()) {
      throw new InvalidBodyException("contentType", "Expected a media type such as image/png.");
    }
    return type;
  }

  private static int wholeNumber(Fields fields, String name, int most) throws InvalidBodyException {
    if (!fields.has(name)) {
      throw new InvalidBodyException(name, "This field is required.");
    }
    BigDecimal number = fields.number(name);
    if (number == null
        || number.stripTrailingZeros().scale() > 0
        || number.signum() <= 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new InvalidBodyException(name, "Expected a whole number from 1 to " + most + ".");
    }
    return number.intValueExact();
  }
}
