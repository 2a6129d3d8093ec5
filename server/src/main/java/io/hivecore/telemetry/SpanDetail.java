package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All else that came with a span. Texts are JSON, or empty where nothing was sent.
 *
 * @param tags each once
 * @param metadata one JSON object: what the sender's own code attached
 * @param attributes one JSON object: all attributes as sent, but for those that {@link
 *     SpanContent#inputSource} and {@link SpanContent#outputSource} name
 * @param events a JSON array of {@code {time, name, attributes}}
 * @param links a JSON array of {@code {trace_id, span_id, attributes}}
 * @param resource one JSON object: the attributes of the sending program
 * @param scope one JSON object: {@code {name, version, attributes}} of the instrumentation
 */
public record SpanDetail(
    List<String> tags,
    String metadata,
    String attributes,
    String events,
    String links,
    String resource,
    String scope) {
  public static final SpanDetail NONE = new SpanDetail(List.of(), "", "", "", "", "", "");

  public SpanDetail {
    tags = List.copyOf(tags);
    requireNonNull(metadata, "metadata");
    requireNonNull(attributes, "attributes");
    requireNonNull(events, "events");
    requireNonNull(links, "links");
    requireNonNull(resource, "resource");
    requireNonNull(scope, "scope");
  }

  /** This detail with what it does not have taken from the other, objects field by field. */
  public SpanDetail filledFrom(SpanDetail other) {
    return new SpanDetail(
        union(tags, other.tags),
        union(metadata, other.metadata),
        union(attributes, other.attributes),
        Texts.first(events, other.events),
        Texts.first(links, other.links),
        Texts.first(resource, other.resource),
        Texts.first(scope, other.scope));
  }

  static List<String> union(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    Set<String> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return new ArrayList<>(both);
  }

  static String union(String over, String under) {
    @Nullable String both =
        ExtraFields.union(over.isEmpty() ? null : over, under.isEmpty() ? null : under);
    return both == null ? "" : both;
  }
}
