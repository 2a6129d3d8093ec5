package io.hivecore.http;

import java.util.ArrayList;
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
    Route route = new Route(method, path, access, handler);
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

  /** What a path leads to; empty when no route has it. */
  Optional<Match> match(String rawPath) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Node node = root;
    for (String segment : segments(rawPath)) {
      Node next = node.literals.get(segment);
      if (next == null && node.parameterNode != null && node.parameterName != null) {
        parameters.put(node.parameterName, PercentCoding.decode(segment));
        next = node.parameterNode;
      }
      if (next == null) {
        return Optional.empty();
      }
      node = next;
    }
    return node.routes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Match(node.routes, parameters));
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
    Set<String> methods() {
      return new TreeSet<>(byMethod.keySet());
    }
  }

  private static final class Node {
    private final Map<String, Node> literals = new LinkedHashMap<>();
    private final Map<String, Route> routes = new LinkedHashMap<>();
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
