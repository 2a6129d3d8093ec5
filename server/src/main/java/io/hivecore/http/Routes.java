package io.hivecore.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All ways to call the server. A path answers alike with and without its last slash, never by
 * redirect. Filled at the start, then only read, by any thread.
 */
public final class Routes {
  private final List<Route> routes = new ArrayList<>();
  private final Node root = new Node();

  public Routes add(String method, String path, Access access, Handler handler) {
    return add(new Route(method, path, access, handler, null));
  }

  /** The same for a route with its own form of problems. */
  public Routes add(
      String method, String path, Access access, ProblemForm problems, Handler handler) {
    return add(new Route(method, path, access, handler, problems));
  }

  private Routes add(Route route) {
    String method = route.method();
    String path = route.path();
    Node node = root;
    for (String segment : segments(path)) {
      boolean parameter = segment.startsWith("{");
      node =
          parameter
              ? node.parameter(segment.substring(1, segment.length() - 1))
              : node.literals.computeIfAbsent(segment, ignored -> new Node());
    }
    if (node.routes.putIfAbsent(method, route) != null) {
      throw new IllegalArgumentException(method + " " + path + " is there already");
    }
    routes.add(route);
    return this;
  }

  /** Every route, in the order of adding. */
  public List<Route> all() {
    return List.copyOf(routes);
  }

  /**
   * What a path leads to; empty when no route has it. A literal segment goes before a parameter; an
   * empty segment leads nowhere.
   *
   * @throws ProblemException 400 when a parameter's percent-encoding is broken
   */
  Optional<Match> match(String rawPath) {
    return match(root, rawPath, 1, Map.of());
  }

  private static Optional<Match> match(
      Node node, String path, int start, Map<String, String> parameters) {
    if (start >= path.length()) {
      return node.routes.isEmpty()
          ? Optional.empty()
          : Optional.of(new Match(node.routes, parameters));
    }
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    String segment = path.substring(start, end);
    Node literal = node.literals.get(segment);
    if (literal != null) {
      Optional<Match> found = match(literal, path, end + 1, parameters);
      if (found.isPresent()) {
        return found;
      }
    }
    if (node.parameterNode == null || node.parameterName == null || segment.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(node.parameterName, PercentCoding.decode(segment));
    return match(node.parameterNode, path, end + 1, more);
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int start = path.startsWith("/") ? 1 : 0;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      if (end < 0) {
        end = path.length();
      }
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    return segments;
  }

  /** The routes of a path, by method, with the path's parameters. */
  record Match(Map<String, Route> byMethod, Map<String, String> parameters) {
    /** The route of a method; HEAD is answered like GET. */
    @org.jspecify.annotations.Nullable Route route(String method) {
      Route route = byMethod.get(method);
      return route == null && method.equals("HEAD") ? byMethod.get("GET") : route;
    }

    /** All that may be called, as the Allow header lists it. */
    String allow() {
      Set<String> methods = new TreeSet<>(byMethod.keySet());
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      methods.add("OPTIONS");
      return String.join(", ", methods);
    }
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Route> routes = new HashMap<>();
    private @org.jspecify.annotations.Nullable String parameterName;
    private @org.jspecify.annotations.Nullable Node parameterNode;

    Node parameter(String name) {
      if (parameterNode == null) {
        parameterNode = new Node();
        parameterName = name;
      } else if (!name.equals(parameterName)) {
        throw new IllegalArgumentException(name + " is called " + parameterName + " elsewhere");
      }
      return parameterNode;
    }
  }
}
