package io.hivecore.http.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hivecore.http.Route;
import io.hivecore.http.Routes;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds real answers against the OpenAPI document: a status, content type, field or value that it
 * does not tell of is an error. Stricter than the document, which leaves room for new fields: here
 * an object may have none but those that are named.
 */
public final class OpenApiTruth {
  private static final String DOCUMENT = "https://hivecore.invalid/openapi.json";
  private static final OpenApiTruth PUBLISHED = new OpenApiTruth(OpenApiDocument.load().json());

  private final ObjectNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  private OpenApiTruth(byte[] json) {
    this.document = (ObjectNode) new JsonMapper().readTree(json);
    close(document);
    String text = document.toString();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, text)));
  }

  /** The document that belongs to this program. */
  public static OpenApiTruth published() {
    return PUBLISHED;
  }

  /** The same with a memory of its own. */
  public static OpenApiTruth remembering() {
    return new OpenApiTruth(OpenApiDocument.load().json());
  }

  /** The operations of which this never saw a good answer. */
  public Set<String> neverAnswered() {
    Set<String> never = new TreeSet<>();
    document
        .get("paths")
        .forEach(
            methods ->
                methods.forEach(operation -> never.add(operation.get("operationId").asString())));
    never.removeAll(answered);
    return never;
  }

  /** Every field that an object does not name is refused, unless the document opens it. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.get("properties") instanceof ObjectNode
          && object.get("type") != null
          && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(OpenApiTruth::close);
  }

  /**
   * Checks one answer.
   *
   * @throws AssertionError with everything that is not as documented
   */
  public void check(String method, HttpResponse<?> answer) {
    String what = method + " " + answer.uri().getRawPath() + " -> " + answer.statusCode();
    JsonNode operation = operation(method, answer.uri().getRawPath(), what);
    String contentType = answer.headers().firstValue("Content-Type").orElse("");
    String body =
        switch (answer.body()) {
          case byte[] bytes -> new String(bytes, UTF_8);
          case null -> "";
          case Object text -> text.toString();
        };
    check(operation, what, answer.statusCode(), contentType, body);
    if (answer.statusCode() < 300) {
      answered.add(operation.get("operationId").asString());
    }
  }

  private void check(JsonNode operation, String what, int status, String contentType, String body) {
    JsonNode responses = operation.get("responses");
    JsonNode response =
        resolved(
            Optional.ofNullable(responses.get(Integer.toString(status)))
                .or(
                    () ->
                        status >= 400
                            ? Optional.ofNullable(responses.get("default"))
                            : Optional.empty())
                .orElseThrow(() -> new AssertionError(what + ": the status is not documented")));
    JsonNode contents = response.path("content");
    if (contents.isMissingNode()) {
      if (!body.isEmpty()) {
        throw new AssertionError(what + ": a body is not documented");
      }
      return;
    }
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    JsonNode content = contents.path(mediaType);
    if (content.isMissingNode()) {
      throw new AssertionError(what + ": \"" + contentType + "\" is not documented");
    }
    if (mediaType.endsWith("json")) {
      checkJson(content.get("schema"), what, body);
    }
  }

  /** Checks one event of the stream, by its name and data. */
  public void checkEvent(String name, String data) {
    JsonNode events =
        document
            .at("/paths/~1api~1v1~1observability~1stream~1/get/responses/200/content")
            .path("text/event-stream")
            .path("x-events");
    if (!events.has(name)) {
      throw new AssertionError("the event \"" + name + "\" is not documented");
    }
    checkJson(events.get(name), "event " + name, data);
  }

  private void checkJson(JsonNode schema, String what, String body) {
    List<String> wrong =
        compiled(schema).validate(body, InputFormat.JSON).stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
            .toList();
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          what + " is not as documented:\n  " + String.join("\n  ", wrong) + "\n" + body);
    }
  }

  private Schema compiled(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema.toString(),
        text -> {
          // References within the document become absolute, for the schema stands by itself here.
          String absolute = text.replace("\"$ref\":\"#", "\"$ref\":\"" + DOCUMENT + "#");
          return registry.getSchema(
              SchemaLocation.of("https://hivecore.invalid/" + text.hashCode()),
              absolute,
              InputFormat.JSON);
        });
  }

  private JsonNode operation(String method, String rawPath, String what) {
    String path = slashed(rawPath);
    @Nullable String found = null;
    for (String template : document.get("paths").propertyNames()) {
      // A literal path goes before one with parameters, as in the router.
      if (matches(template, path) && (found == null || !template.contains("{"))) {
        found = template;
      }
    }
    JsonNode operation =
        found == null
            ? null
            : document.get("paths").get(found).get(method.toLowerCase(Locale.ROOT));
    if (operation == null) {
      throw new AssertionError(what + ": the route is not documented");
    }
    return operation;
  }

  /** With its last slash: a path answers alike with and without. */
  private static String slashed(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  private static boolean matches(String template, String path) {
    return Pattern.matches(
        Pattern.quote(slashed(template)).replaceAll("\\{[a-z_]+}", "\\\\E[^/]+\\\\Q"), path);
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asString().substring(1));
  }

  /**
   * What is registered and not documented, or the other way round, or documented with another
   * access; empty when the document tells all and nothing else.
   */
  public List<String> differences(Routes routes) {
    TreeSet<String> documented = new TreeSet<>();
    document
        .get("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) ->
                        documented.add(
                            method.toUpperCase(Locale.ROOT)
                                + " "
                                + path
                                + " "
                                + operation.path("x-access").asString())));
    TreeSet<String> registered = new TreeSet<>();
    for (Route route : routes.all()) {
      registered.add(
          route.method()
              + " "
              + route.path()
              + " "
              + route.access().name().toLowerCase(Locale.ROOT));
    }
    List<String> differences = new ArrayList<>();
    for (String each : registered) {
      if (!documented.contains(each)) {
        differences.add("not documented: " + each);
      }
    }
    for (String each : documented) {
      if (!registered.contains(each)) {
        differences.add("not registered: " + each);
      }
    }
    return differences;
  }

  /** Every example in the document, with the schema beside it, checked; the mistakes. */
  List<String> wrongExamples() {
    List<String> wrong = new ArrayList<>();
    wrongExamples(document, "#", wrong);
    return wrong;
  }

  private void wrongExamples(JsonNode node, String where, List<String> wrong) {
    JsonNode schema = node.path("schema");
    if (schema.isObject() && !where.endsWith("x-ndjson")) {
      check(schema, node.get("example"), where, wrong);
      node.path("examples").forEach(each -> check(schema, each.get("value"), where, wrong));
    } else if (node.has("example") && node.has("type") && node.has("properties")) {
      check(node, node.get("example"), where, wrong);
    }
    node.forEachEntry((name, child) -> wrongExamples(child, where + "/" + name, wrong));
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        wrongExamples(array.get(i), where + "/" + i, wrong);
      }
    }
  }

  private void check(
      JsonNode schema, @Nullable JsonNode example, String where, List<String> wrong) {
    if (example != null) {
      try {
        checkJson(schema, where, example.toString());
      } catch (AssertionError e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
  }
}
