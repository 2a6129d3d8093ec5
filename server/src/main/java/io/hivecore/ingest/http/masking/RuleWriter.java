package io.hivecore.ingest.http.masking;

import io.hivecore.ingest.masking.MaskingRule;
import tools.jackson.core.JsonGenerator;

/** Writes rules as JSON. */
final class RuleWriter {
  private RuleWriter() {}

  static void write(JsonGenerator json, MaskingRule rule) {
    json.writeStartObject();
    json.writeStringProperty("id", rule.id().toString());
    json.writeStringProperty("project_id", rule.projectId());
    json.writeStringProperty("name", rule.name());
    json.writeStringProperty("kind", rule.kind().wireName());
    json.writeStringProperty("pattern", rule.pattern());
    json.writeName("fields").writeStartArray();
    rule.fields().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("replacement", rule.replacement());
    json.writeBooleanProperty("enabled", rule.enabled());
    json.writeNumberProperty("position", rule.position());
    json.writeStringProperty("created_at", rule.createdAt().toString());
    json.writeEndObject();
  }
}
