package io.hivecore.http.openapi;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The OpenAPI document as one page of HTML: routes by tag, then the schemas. It has a style of its
 * own, no script, and nothing from elsewhere, so it can be read on a machine without a network.
 *
 * @param html in UTF-8
 * @param contentSecurityPolicy allows the page its own style and nothing else
 */
record DocsPage(byte[] html, String contentSecurityPolicy) {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --soft: #8881; --link: #06c; \
      --read: #0a7d38; --write: #9a5b00; --remove: #c0262d; }
      @media (prefers-color-scheme: dark) { :root { --link: #7ab8ff; --read: #5fd38d; \
      --write: #f0b35a; --remove: #ff8a8a; } }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; \
      padding: 0 1rem; overflow-wrap: break-word; }
      a { color: var(--link); }
      nav a { display: inline-block; margin: 0 1rem .3rem 0; }
      h1, h2 { line-height: 1.2; }
      h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
      h4 { margin: 1.2rem 0 .3rem; }
      details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; \
      padding: .4rem .8rem; }
      details[open] { background: var(--soft); }
      summary { cursor: pointer; }
      code, pre { font: 14px/1.4 ui-monospace, monospace; }
      pre { overflow: auto; max-height: 24rem; background: var(--soft); padding: .6rem; \
      border-radius: 6px; }
      .method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
      .GET { color: var(--read); }
      .POST, .PUT { color: var(--write); }
      .DELETE { color: var(--remove); }
      .what { opacity: .75; margin-left: .5rem; }
      .content { scroll-margin-top: 4rem; }
      table { border-collapse: collapse; width: 100%; }
      td, th { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; \
      border-top: 1px solid var(--line); }
      td:first-child { white-space: nowrap; width: 1%; }
      @media (max-width: 45rem) {
        body { overflow-wrap: anywhere; }
        summary code, .what { display: block; margin-left: 0; }
        td { display: block; border: 0; padding: 0; }
        td:empty { display: none; }
        td:first-child { white-space: normal; width: auto; border-top: 1px solid var(--line); \
      padding-top: .4rem; }
        td:last-child { padding-bottom: .4rem; }
      }
      """;

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  static DocsPage of(OpenApiDocument document) {
    String html = new Writer(document.root()).page();
    return new DocsPage(
        html.getBytes(StandardCharsets.UTF_8),
        "default-src 'none'; style-src 'sha256-"
            + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Writes one page; of use once. */
  private static final class Writer {
    private final Map<String, Object> root;
    private final StringBuilder out = new StringBuilder(64 * 1024);

    Writer(Map<String, Object> root) {
      this.root = root;
    }

    String page() {
      Map<String, Object> info = map(root.get("info"));
      out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
          .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
          .append("<title>")
          .append(escaped(info.get("title")))
          .append(" API</title><style>")
          .append(STYLE)
          .append("</style></head><body><h1>")
          .append(escaped(info.get("title")))
          .append(" API</h1>");
      paragraphs(info.get("description"));
      out.append("<p>For programs: <a href=\"/api/schema/\">the same as OpenAPI 3.1</a>.</p>");
      contents();
      for (Object tag : list(root.get("tags"))) {
        tag(map(tag));
      }
      out.append("<h2 id=\"schemas\">Schemas</h2>");
      map(map(root.get("components")).get("schemas")).forEach(this::schema);
      return out.append("</body></html>").toString();
    }

    /** Links to the parts of the page. */
    private void contents() {
      out.append("<nav>");
      for (Object tag : list(root.get("tags"))) {
        String name = escaped(map(tag).get("name"));
        out.append("<a href=\"#").append(name).append("\">").append(name).append("</a>");
      }
      out.append("<a href=\"#schemas\">schemas</a></nav>");
    }

    private void tag(Map<String, Object> tag) {
      String name = String.valueOf(tag.get("name"));
      out.append("<h2 id=\"").append(escaped(name)).append("\">").append(escaped(name));
      out.append("</h2>");
      paragraphs(tag.get("description"));
      map(root.get("paths"))
          .forEach(
              (path, methods) ->
                  map(methods)
                      .forEach(
                          (method, operation) -> {
                            if (list(map(operation).get("tags")).contains(name)) {
                              operation(method, path, map(operation));
                            }
                          }));
    }

    private void operation(String method, String path, Map<String, Object> operation) {
      String id = escaped(operation.get("operationId"));
      String verb = escaped(method.toUpperCase(java.util.Locale.ROOT));
      out.append("<details><summary><span class=\"method ").append(verb).append("\">");
      out.append(verb).append("</span><code>").append(escaped(path));
      out.append("</code> <span class=\"what\">");
      out.append(escaped(operation.get("summary"))).append("</span></summary>");
      content(id);
      paragraphs(operation.get("description"));
      out.append("<p>Who may call it: <code>").append(escaped(operation.get("x-access")));
      out.append("</code></p>");
      parameters(list(operation.get("parameters")));
      if (operation.get("requestBody") != null) {
        out.append("<h4>Request</h4>");
        contents(map(resolved(requireNonNull(operation.get("requestBody"))).get("content")));
      }
      out.append("<h4>Answers</h4>");
      map(operation.get("responses")).forEach(this::response);
      out.append("</div></details>");
    }

    /** What a link leads to is inside, so that a browser opens what is around it. */
    private void content(String id) {
      out.append("<div class=\"content\" id=\"").append(id).append("\">");
    }

    private void parameters(List<?> parameters) {
      if (parameters.isEmpty()) {
        return;
      }
      out.append("<h4>Parameters</h4><table>");
      for (Object each : parameters) {
        Map<String, Object> parameter = resolved(each);
        out.append("<tr><td><code>").append(escaped(parameter.get("name"))).append("</code></td>");
        out.append("<td>").append(escaped(parameter.get("in"))).append("</td><td>");
        out.append(kind(map(parameter.get("schema")))).append("</td><td>");
        out.append(prose(parameter.getOrDefault("description", ""))).append("</td></tr>");
      }
      out.append("</table>");
    }

    private void response(String status, Object each) {
      Map<String, Object> response = resolved(each);
      out.append("<p><code>").append(escaped(status)).append("</code> ");
      out.append(prose(response.get("description"))).append("</p>");
      if (status.startsWith("2")) {
        contents(map(response.getOrDefault("content", Map.of())));
      }
    }

    private void contents(Map<String, Object> contents) {
      contents.forEach(
          (mediaType, each) -> {
            Map<String, Object> content = map(each);
            out.append("<p><code>").append(escaped(mediaType)).append("</code> ");
            out.append(kind(map(content.get("schema")))).append("</p>");
            if (content.containsKey("example")) {
              example(content.get("example"));
            }
            map(content.getOrDefault("examples", Map.of()))
                .values()
                .forEach(example -> example(map(example).get("value")));
          });
    }

    private void schema(String name, Object each) {
      Map<String, Object> schema = map(each);
      out.append("<details><summary><code>");
      out.append(escaped(name)).append("</code> ").append(kind(schema)).append("</summary>");
      content("schema-" + escaped(name));
      paragraphs(schema.get("description"));
      properties(schema);
      if (schema.containsKey("example")) {
        example(schema.get("example"));
      }
      out.append("</div></details>");
    }

    private void properties(Map<String, Object> schema) {
      Map<String, Object> properties = map(schema.getOrDefault("properties", Map.of()));
      if (properties.isEmpty()) {
        return;
      }
      List<?> required = list(schema.get("required"));
      out.append("<table>");
      properties.forEach(
          (name, each) -> {
            Map<String, Object> property = map(each);
            out.append("<tr><td><code>").append(escaped(name)).append("</code>");
            out.append(required.contains(name) ? "" : "?").append("</td><td>");
            out.append(kind(property)).append("</td><td>");
            out.append(prose(property.getOrDefault("description", "")));
            properties(property);
            out.append("</td></tr>");
          });
      out.append("</table>");
    }

    /** What kind of value a schema describes, in a word or two, with links to other schemas. */
    private static String kind(Map<String, Object> schema) {
      if (schema.get("$ref") instanceof String reference) {
        String name = escaped(reference.substring(reference.lastIndexOf('/') + 1));
        return "<a href=\"#schema-" + name + "\">" + name + "</a>";
      }
      for (String choice : new String[] {"oneOf", "anyOf"}) {
        if (schema.containsKey(choice)) {
          return String.join(
              " or ", list(schema.get(choice)).stream().map(each -> kind(map(each))).toList());
        }
      }
      if (schema.containsKey("const")) {
        return "<code>" + escaped(schema.get("const")) + "</code>";
      }
      if (schema.containsKey("enum")) {
        return String.join(
            " ",
            list(schema.get("enum")).stream()
                .map(value -> "<code>" + escaped(value) + "</code>")
                .toList());
      }
      if (schema.containsKey("items")) {
        return "list of " + kind(map(schema.get("items")));
      }
      Object type = schema.getOrDefault("type", "anything");
      return type instanceof List<?> several
          ? escaped(String.join(" or ", several.stream().map(String::valueOf).toList()))
          : escaped(type);
    }

    private void example(@Nullable Object example) {
      String text = example instanceof String already ? already : indented(example);
      out.append("<pre>").append(escaped(text)).append("</pre>");
    }

    /** JSON as people read it. */
    private static String indented(@Nullable Object example) {
      java.io.StringWriter text = new java.io.StringWriter();
      try (JsonGenerator json = JSON.createGenerator(new Indented(), text)) {
        OpenApiDocument.write(json, example);
      }
      return text.toString();
    }

    /** Text of which what stands in back-ticks is code. */
    private static String prose(@Nullable Object text) {
      return CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    }

    private void paragraphs(@Nullable Object text) {
      if (text == null) {
        return;
      }
      for (String paragraph : text.toString().strip().split("\n\n", -1)) {
        out.append("<p>").append(prose(paragraph)).append("</p>");
      }
    }

    /** The object that a reference within the document leads to, or the object itself. */
    private Map<String, Object> resolved(Object each) {
      Map<String, Object> object = map(each);
      if (!(object.get("$ref") instanceof String reference)) {
        return object;
      }
      Map<String, Object> found = root;
      for (String step : reference.substring(2).split("/", -1)) {
        found = map(found.get(step));
      }
      return new LinkedHashMap<>(found);
    }

    private static Map<String, Object> map(@Nullable Object value) {
      return OpenApiDocument.mapping(value);
    }

    private static List<?> list(@Nullable Object value) {
      return value instanceof List<?> list ? list : List.of();
    }

    private static String escaped(@Nullable Object text) {
      return String.valueOf(text)
          .replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;");
    }
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter();
    }
  }
}
