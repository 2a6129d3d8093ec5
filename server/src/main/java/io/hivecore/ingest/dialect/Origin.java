package io.hivecore.ingest.dialect;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program and the instrumentation that many spans are of, read once for all of them.
 *
 * @param resource the JSON of its attributes; may be empty
 * @param scope the JSON of name, version and attributes; may be empty
 * @param dialect by the scope's name; may be empty
 * @param said what their attributes say for spans that do not say it themselves
 */
record Origin(
    String resource,
    String scope,
    String scopeName,
    String scopeVersion,
    String dialect,
    Map<Slot, String> said) {

  private static final List<Slot> INHERITED =
      List.of(
          Slot.PROJECT,
          Slot.ROUND,
          Slot.SESSION,
          Slot.USER,
          Slot.AGENT_NAME,
          Slot.AGENT_ID,
          Slot.AGENT_VERSION,
          Slot.ENVIRONMENT,
          Slot.RELEASE);

  static Origin of(Resource resource) {
    List<KeyValue> attributes = resource.getAttributesList();
    return new Origin(
        attributes.isEmpty() ? "" : JsonOut.of(Tree.of(attributes)),
        "",
        "",
        "",
        "",
        said(attributes));
  }

  /** With a scope of this program. */
  Origin with(InstrumentationScope instrumentation) {
    Map<Slot, String> both = new EnumMap<>(Slot.class);
    both.putAll(said);
    both.putAll(said(instrumentation.getAttributesList()));
    return new Origin(
        resource,
        json(instrumentation),
        instrumentation.getName(),
        instrumentation.getVersion(),
        Dialects.ofScope(instrumentation.getName()),
        both);
  }

  private static Map<Slot, String> said(List<KeyValue> attributes) {
    Map<Slot, String> said = new EnumMap<>(Slot.class);
    if (!attributes.isEmpty()) {
      Found found = new Found(Dialects.KEYS);
      found.take(attributes);
      for (Slot slot : INHERITED) {
        if (found.has(slot)) {
          said.put(slot, found.text(slot));
        }
      }
    }
    return said;
  }

  private static String json(InstrumentationScope scope) {
    if (scope.getName().isEmpty()
        && scope.getVersion().isEmpty()
        && scope.getAttributesCount() == 0) {
      return "";
    }
    return new JsonOut()
        .raw('{')
        .name("name")
        .value(scope.getName())
        .raw(',')
        .name("version")
        .value(scope.getVersion())
        .raw(',')
        .name("attributes")
        .value((@Nullable Object) Tree.of(scope.getAttributesList()))
        .raw('}')
        .toString();
  }

  /** What a span says, else its scope or resource; may be empty. */
  String text(Found found, Slot slot) {
    String own = found.text(slot);
    return own.isEmpty() ? said.getOrDefault(slot, "") : own;
  }
}
