package io.hivecore.http.openapi;

import io.hivecore.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JsonGenerator;

/**
 * The wire contract (OpenAPI 3.1), kept as YAML beside the program because people write and review
 * it. Never changes; safe for use by many threads.
 */
public final class OpenApiDocument {
  private static final String RESOURCE = "/openapi/hivecore.yaml";

  private final Map<String, Object> root;

  private OpenApiDocument(Map<String, Object> root) {
    this.root = root;
  }

  /** Reads the document that belongs to this program. */
  public static OpenApiDocument load() {
    LoadSettings settings =
        LoadSettings.builder().setLabel(RESOURCE).setSchema(new CoreSchema()).build();
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program");
      }
      return new OpenApiDocument(mapping(new Load(settings).loadFromInputStream(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document as JSON. */
  public byte[] json() {
    return Json.bytes(json -> write(json, root));
  }

  Map<String, Object> root() {
    return root;
  }

  static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> object -> {
        json.writeStartObject();
        object.forEach(
            (name, member) -> {
              json.writeName(String.valueOf(name));
              write(json, member);
            });
        json.writeEndObject();
      }
      case List<?> array -> {
        json.writeStartArray();
        array.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      default -> throw new IllegalStateException(value.getClass() + " in " + RESOURCE);
    }
  }

  /** A YAML mapping, all of whose keys are texts. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> mapping(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalStateException("expected a mapping, not " + value);
  }
}
