package io.hivecore.cli;

import io.hivecore.identity.ApiKey;
import io.hivecore.identity.Tenant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the commands print for other programs: one JSON document on a line of its own. */
final class JsonOutput {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonOutput() {}

  static void print(PrintWriter out, Consumer<JsonGenerator> content) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      content.accept(json);
    }
    out.println(text);
  }

  /** The fields of a tenant. */
  static void fields(JsonGenerator json, Tenant tenant) {
    json.writeStringProperty("id", tenant.id().toString());
    json.writeStringProperty("slug", tenant.slug());
    json.writeStringProperty("name", tenant.name());
    json.writeStringProperty("status", tenant.status().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("created_at", tenant.createdAt().toString());
    Integer retentionDays = tenant.retentionDays();
    if (retentionDays == null) {
      json.writeNullProperty("retention_days");
    } else {
      json.writeNumberProperty("retention_days", retentionDays);
    }
  }

  /**
   * The fields of a key, without the key.
   *
   * @param tenant the slug of the tenant that owns it; null for an operator's
   */
  static void fields(JsonGenerator json, ApiKey key, @Nullable String tenant) {
    json.writeStringProperty("id", key.id().toString());
    json.writeStringProperty("prefix", key.prefix());
    text(json, "tenant", tenant);
    json.writeStringProperty("name", key.name());
    json.writeArrayPropertyStart("scopes");
    KeyWords.scopes(key).forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("created_at", key.createdAt().toString());
    Instant revokedAt = key.revokedAt();
    text(json, "revoked_at", revokedAt == null ? null : revokedAt.toString());
  }

  private static void text(JsonGenerator json, String name, @Nullable String text) {
    if (text == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, text);
    }
  }
}
