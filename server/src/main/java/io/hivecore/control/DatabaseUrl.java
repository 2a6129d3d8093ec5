package io.hivecore.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * Which PostgreSQL database holds the control data, as {@code DATABASE_URL} names it: {@code
 * postgres://user:password@host:5432/database?sslmode=require}, the same with {@code
 * postgresql://}, and JDBC's {@code jdbc:postgresql://host/database?user=…&password=…}. What is
 * left out is {@code localhost}, 5432, and a database named as its user.
 *
 * <p>Only {@link #toString} may be shown: it has neither user nor password nor parameters.
 */
public final class DatabaseUrl {
  private static final int STANDARD_PORT = 5432;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?:(?://(?:(?<user>[^/?#]*)@)?(?<servers>[^/?#@]*)/?|/?)"
              + "(?<database>[^/?#]*)(?:\\?(?<parameters>[^#]*))?");
  private static final Pattern SERVER =
      Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]*)(?::(?<port>[0-9]{1,5}))?");

  private final List<Server> servers;
  private final Optional<String> user;
  private final Optional<String> password;
  private final String database;
  private final Map<PGProperty, String> parameters;

  private DatabaseUrl(
      List<Server> servers,
      Optional<String> user,
      Optional<String> password,
      String database,
      Map<PGProperty, String> parameters) {
    this.servers = List.copyOf(servers);
    this.user = user;
    this.password = password;
    this.database = database;
    this.parameters = Map.copyOf(parameters);
  }

  /** One of the servers to try. */
  public record Server(String host, int port) {}

  /**
   * Reads one of the forms.
   *
   * @throws IllegalArgumentException saying what was expected, without the text, which is secret
   */
  public static DatabaseUrl parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "must be postgres://user:password@host:5432/database, with % for what has a meaning of its"
              + " own in an address (%40 for @, %2F for /)");
    }
    Map<String, String> parameters = parameters(Optional.ofNullable(form.group("parameters")));
    Optional<String> given = Optional.ofNullable(form.group("user"));
    Optional<String> user =
        given
            .map(both -> decoded(both.split(":", 2)[0]))
            .filter(Predicate.not(String::isEmpty))
            .or(() -> Optional.ofNullable(parameters.get("user")));
    Optional<String> password =
        given
            .filter(both -> both.contains(":"))
            .map(both -> decoded(both.split(":", 2)[1]))
            .or(() -> Optional.ofNullable(parameters.get("password")));
    parameters.remove("user");
    parameters.remove("password");
    String database = decoded(form.group("database"));
    return new DatabaseUrl(
        servers(Optional.ofNullable(form.group("servers")).orElse("")),
        user,
        password,
        database.isEmpty() ? user.orElse("") : database,
        properties(parameters));
  }

  private static List<Server> servers(String text) {
    List<Server> servers = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Matcher server = SERVER.matcher(each);
      if (!server.matches()) {
        throw new IllegalArgumentException("must name its server as host or host:port");
      }
      String host = server.group("host");
      int port =
          Optional.ofNullable(server.group("port")).map(Integer::parseInt).orElse(STANDARD_PORT);
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("must name a port from 1 to 65535");
      }
      servers.add(new Server(host.isEmpty() ? "localhost" : host, port));
    }
    return servers;
  }

  private static Map<String, String> parameters(Optional<String> text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : text.orElse("").split("&", -1)) {
      if (!each.isEmpty()) {
        String[] parts = each.split("=", 2);
        parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
      }
    }
    return parameters;
  }

  /** As the driver spells them; PostgreSQL's own tools write {@code connect_timeout}. */
  private static Map<PGProperty, String> properties(Map<String, String> parameters) {
    Map<PGProperty, String> properties = new LinkedHashMap<>();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey().replace("_", "");
      properties.put(
          List.of(PGProperty.values()).stream()
              .filter(known -> known.getName().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "has the parameter "
                              + parameter.getKey()
                              + ", which PostgreSQL's JDBC driver does not know")),
          parameter.getValue());
    }
    return properties;
  }

  private static String decoded(String text) {
    try {
      // A plus is a plus here; only forms write a space so.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must have two hexadecimal digits after each %", e);
    }
  }

  /** To be tried in this order; at least one. */
  public List<Server> servers() {
    return servers;
  }

  /** Empty for the name that the process runs under. */
  public Optional<String> user() {
    return user;
  }

  public Optional<String> password() {
    return password;
  }

  /** Empty for one named as its user. */
  public String database() {
    return database;
  }

  /** Further properties of the driver, as {@code sslmode}. */
  public Map<PGProperty, String> parameters() {
    return parameters;
  }

  /** Servers and database, to be shown. */
  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder("postgresql://");
    for (Server server : servers) {
      shown.append(server.equals(servers.getFirst()) ? "" : ",");
      shown.append(server.host()).append(':').append(server.port());
    }
    return shown.append('/').append(database).toString();
  }
}
