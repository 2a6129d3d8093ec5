package io.hivecore.metering.http;

import io.hivecore.http.Body;
import io.hivecore.http.Problem;
import io.hivecore.http.Problem.FieldError;
import io.hivecore.http.ProblemException;
import io.hivecore.json.ParserWords;
import io.hivecore.metering.TenantPriceDraft;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the body of a price to set: one JSON object. A name it does not know is a mistake, for a
 * misspelt price would otherwise be no price.
 */
final class DraftReader {
  static final int MOST_BYTES = 64 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Set<String> NAMES =
      Set.of(
          "provider",
          "model_name",
          "input_per_million",
          "output_per_million",
          "cache_read_per_million",
          "cache_write_per_million",
          "reasoning_per_million",
          "per_request",
          "effective_from",
          "effective_until");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<FieldError> errors = new ArrayList<>();

  private DraftReader() {}

  /**
   * The draft in a body.
   *
   * @throws ProblemException 400 with every field that could not be read, 415 for another type
   */
  static TenantPriceDraft read(Body body) {
    if (!body.mediaType().isEmpty() && !body.mediaType().equals("application/json")) {
      throw Problem.unsupportedMediaType("Send the price as application/json.").asException();
    }
    DraftReader reader = new DraftReader();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body.bytes())) {
      reader.object(json);
    } catch (JacksonException e) {
      throw new ProblemException(Problem.badRequest("JSON parse error - " + ParserWords.of(e)), e);
    }
    TenantPriceDraft draft = reader.draft();
    if (!reader.errors.isEmpty()) {
      throw Problem.invalid(reader.errors).asException();
    }
    return draft;
  }

  private void object(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Problem.badRequest("The body must be one JSON object.").asException();
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (!NAMES.contains(name)) {
        errors.add(new FieldError(name, "is not a field of a price"));
      } else if (value.isScalarValue() && !value.isBoolean()) {
        if (value != JsonToken.VALUE_NULL) {
          values.put(name, json.getString().strip());
        }
      } else {
        errors.add(new FieldError(name, "must be text or a number"));
      }
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      throw Problem.badRequest("The body must be one JSON object and nothing behind it.")
          .asException();
    }
  }

  private TenantPriceDraft draft() {
    return new TenantPriceDraft(
        values.getOrDefault("provider", ""),
        values.getOrDefault("model_name", ""),
        amount("input_per_million"),
        amount("output_per_million"),
        amount("cache_read_per_million"),
        amount("cache_write_per_million"),
        amount("reasoning_per_million"),
        amount("per_request"),
        time("effective_from"),
        time("effective_until"));
  }

  private @Nullable BigDecimal amount(String name) {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() <= 100) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is too long.
    }
    errors.add(new FieldError(name, "must be a decimal number, such as 2.50"));
    return null;
  }

  private @Nullable Instant time(String name) {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    try {
      return instant(text);
    } catch (DateTimeException e) {
      errors.add(
          new FieldError(name, "must be a time, such as 2026-03-31T12:00:00Z or 2026-03-31"));
      return null;
    }
  }

  /** A time without offset is read as UTC; a date is its first moment. */
  private static Instant instant(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    int clock = Math.max(0, text.indexOf('T'));
    boolean offset =
        text.endsWith("Z") || text.indexOf('+', clock) > 0 || text.indexOf('-', clock) > 0;
    return offset
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
