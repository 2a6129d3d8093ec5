package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/integrations.md} tells what is read from where, as the tables of the dialects have
 * it. With {@code -Dhivecore.docs.write=true} it writes them there.
 */
final class DocumentedSourcesTest {
  private static final Path FILE = Path.of("../docs/integrations.md");
  private static final String FROM = "<!-- from the tables of io.hivecore.ingest.dialect -->\n";
  private static final String TO = "<!-- to here -->";

  private static final Map<String, List<Slot>> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("project", List.of(Slot.PROJECT));
    FIELDS.put("execution round", List.of(Slot.ROUND));
    FIELDS.put("kind of span", List.of(Slot.KIND));
    FIELDS.put("session", List.of(Slot.SESSION));
    FIELDS.put("end user", List.of(Slot.USER));
    FIELDS.put("agent's name", List.of(Slot.AGENT_NAME));
    FIELDS.put("agent's id", List.of(Slot.AGENT_ID));
    FIELDS.put("agent's version", List.of(Slot.AGENT_VERSION));
    FIELDS.put("environment", List.of(Slot.ENVIRONMENT));
    FIELDS.put("release", List.of(Slot.RELEASE));
    FIELDS.put("tags", List.of(Slot.TAGS));
    FIELDS.put("metadata (all of them)", List.of(Slot.METADATA));
    FIELDS.put("trace's name", List.of(Slot.TRACE_NAME));
    FIELDS.put("name", List.of(Slot.ENTITY_NAME, Slot.NAME, Slot.FUNCTION, Slot.RUN_NAME));
    FIELDS.put("model that answered", List.of(Slot.RESPONSE_MODEL));
    FIELDS.put("model asked for", List.of(Slot.REQUEST_MODEL));
    FIELDS.put("provider", List.of(Slot.PROVIDER, Slot.HOST));
    FIELDS.put("parameters (all of them)", List.of(Slot.PARAMETERS));
    FIELDS.put("id of the response", List.of(Slot.RESPONSE_ID));
    FIELDS.put("finish reasons", List.of(Slot.FINISH_REASONS));
    FIELDS.put("time to first token", List.of(Slot.FIRST_TOKEN_MILLIS, Slot.FIRST_TOKEN_TIME));
    FIELDS.put("prompt's name", List.of(Slot.PROMPT_NAME));
    FIELDS.put("prompt's version", List.of(Slot.PROMPT_VERSION));
    FIELDS.put("input tokens", List.of(Slot.USAGE_DETAILS, Slot.INPUT_TOKENS));
    FIELDS.put("output tokens", List.of(Slot.USAGE_DETAILS, Slot.OUTPUT_TOKENS));
    FIELDS.put("all tokens", List.of(Slot.USAGE_DETAILS, Slot.TOTAL_TOKENS));
    FIELDS.put("tokens read from a cache", List.of(Slot.USAGE_DETAILS, Slot.CACHE_READ));
    FIELDS.put("tokens written to a cache", List.of(Slot.USAGE_DETAILS, Slot.CACHE_WRITE));
    FIELDS.put(
        "of them those kept for an hour", List.of(Slot.USAGE_DETAILS, Slot.CACHE_WRITE_HOUR));
    FIELDS.put("reasoning tokens", List.of(Slot.USAGE_DETAILS, Slot.REASONING));
    FIELDS.put("reported cost", List.of(Slot.COST));
    FIELDS.put("its parts, where there is no whole", List.of(Slot.INPUT_COST, Slot.OUTPUT_COST));
    FIELDS.put("input", List.of(Slot.INPUT));
    FIELDS.put("output", List.of(Slot.OUTPUT));
    FIELDS.put("instructions", List.of(Slot.SYSTEM));
    FIELDS.put("tool's name", List.of(Slot.TOOL_NAME));
    FIELDS.put("id of a tool's call", List.of(Slot.TOOL_CALL_ID));
    FIELDS.put("tool's arguments", List.of(Slot.TOOL_ARGUMENTS));
    FIELDS.put("tool's result", List.of(Slot.TOOL_RESULT));
    FIELDS.put("query of a retrieval", List.of(Slot.QUERY));
    FIELDS.put("documents found", List.of(Slot.DOCUMENTS));
    FIELDS.put("texts embedded", List.of(Slot.EMBEDDED));
    FIELDS.put("scores of the span", List.of(Slot.ANNOTATIONS, Slot.EVALUATIONS));
    FIELDS.put("scores of the trace", List.of(Slot.TRACE_ANNOTATIONS, Slot.TRACE_EVALUATIONS));
    FIELDS.put(
        "scores of the session", List.of(Slot.SESSION_ANNOTATIONS, Slot.SESSION_EVALUATIONS));
    FIELDS.put("level, error", List.of(Slot.LEVEL, Slot.STATUS_MESSAGE, Slot.ERROR_TYPE));
  }

  @Test
  void documentSaysWhatIsRead() throws IOException {
    String document = Files.readString(FILE);
    int from = document.indexOf(FROM) + FROM.length();
    int to = document.indexOf(TO);
    assertThat(from).isBetween(FROM.length(), to);
    String now = tables();
    if (Boolean.getBoolean("hivecore.docs.write")) {
      Files.writeString(FILE, document.substring(0, from) + now + document.substring(to));
      return;
    }
    assertThat(document.substring(from, to)).isEqualTo(now);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder("\n| field | attributes |\n|---|---|\n");
    FIELDS.forEach(
        (field, slots) -> {
          Set<String> names = new LinkedHashSet<>();
          slots.forEach(slot -> names.addAll(names(slot)));
          text.append("| ").append(field).append(" | ");
          text.append(String.join(", ", names)).append(" |\n");
        });
    text.append("\n| dialect | scopes | attributes that tell it |\n|---|---|---|\n");
    for (Dialect dialect : Dialects.ALL) {
      if (!dialect.scopes().isEmpty()) {
        text.append("| ").append(dialect.name()).append(" | ");
        text.append(quoted(dialect.scopes())).append(" | ");
        text.append(quoted(dialect.markers())).append(" |\n");
      }
    }
    return text.append('\n').toString();
  }

  private static String quoted(List<String> words) {
    return String.join(", ", words.stream().map(word -> "`" + word + "`").toList());
  }

  /** In the order in which they count. */
  private static List<String> names(Slot slot) {
    Map<Integer, Set<String>> names = new TreeMap<>(Comparator.naturalOrder());
    for (Dialect dialect : Dialects.ALL) {
      for (Source source : dialect.sources()) {
        switch (source) {
          case Source.Whole one when one.slot() == slot -> add(names, one.rank(), one.key());
          case Source.Listed one when one.slot() == slot ->
              add(names, one.rank(), one.key() + "N.…");
          case Source.Member one when one.slot() == slot -> add(names, one.rank(), one.key() + "*");
          case Source.Whole ignored -> {}
          case Source.Listed ignored -> {}
          case Source.Member ignored -> {}
          case Source.Marker ignored -> {}
          case Source.Dropped ignored -> {}
        }
      }
    }
    Set<String> ordered = new LinkedHashSet<>();
    names.values().forEach(ordered::addAll);
    return List.copyOf(ordered);
  }

  private static void add(Map<Integer, Set<String>> names, int rank, String name) {
    names.computeIfAbsent(rank, any -> new LinkedHashSet<>()).add("`" + name + "`");
  }
}
