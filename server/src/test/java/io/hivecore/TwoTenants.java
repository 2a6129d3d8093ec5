package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with two tenants. The first has two records of each kind, a run under way and a price,
 * all of which say {@link #SECRET}; the second has as many, which say {@code own}. These are only
 * read. Two further tenants, for what writes, begin empty.
 */
final class TwoTenants implements AutoCloseable {
  /** Is in every text that the first tenant sent, and in none of the second's. */
  static final String SECRET = "secret";

  /** Tokens of each of the first tenant's calls: a number that nothing else has. */
  private static final String SECRET_TOKENS = "7770777";

  /** Of everybody who logs in. */
  static final String PASSWORD = "seven quiet owls";

  static final int OWN_TOKENS = 5;
  static final List<String> LISTS = List.of("usage/", "executions/", "timeline/", "logs/");

  static final JsonMapper JSON = new JsonMapper();
  private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\":\"[0-9a-f]+\"");

  /** Whose key a request carries. */
  enum Holder {
    /** The first tenant, with all rights. */
    FIRST,
    /** The second tenant, with all rights. */
    SECOND,
    /** An agent of the second tenant, that may only send. */
    SENDER,
    /** A dashboard of the second tenant, that may only read. */
    READER,
    OPERATOR,
    NOBODY,
    STRANGER,
    /** The second tenant, with a key that was revoked. */
    REVOKED,
    /** People of the second tenant who are logged in. */
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER,
    /** The first tenant's owner, logged in. */
    OTHER_OWNER,
    /** Somebody of the second tenant who has logged out. */
    LOGGED_OUT;

    static final Set<Holder> ANYONE = Set.of(values());
    static final Set<Holder> SENDERS = Set.of(FIRST, SECOND, SENDER);
    static final Set<Holder> PEOPLE = Set.of(OWNER, ADMIN, MEMBER, VIEWER, OTHER_OWNER);
    static final Set<Holder> ADMINISTRATORS = Set.of(OWNER, ADMIN, OTHER_OWNER);
    static final Set<Holder> READERS = with(PEOPLE, FIRST, SECOND, READER);
    static final Set<Holder> KEEPERS = with(ADMINISTRATORS, FIRST, SECOND);
    static final Set<Holder> WATCHERS = with(READERS, OPERATOR);

    private static Set<Holder> with(Set<Holder> some, Holder... more) {
      EnumSet<Holder> all = EnumSet.copyOf(some);
      all.addAll(List.of(more));
      return Set.copyOf(all);
    }

    /** Whether the server knows who it is. */
    boolean known() {
      return this != NOBODY && this != STRANGER && this != REVOKED && this != LOGGED_OUT;
    }
  }

  final RunningServer server;

  /**
   * Keys of two tenants that have nothing yet. Their names begin what each sends; neither is hex,
   * or an id would have it now and then.
   */
  final String ant;

  final String owl;

  private final Map<Holder, String> keys = new EnumMap<>(Holder.class);
  private final List<String> secretIds = new ArrayList<>();

  TwoTenants(Path folder) {
    server = RunningServer.start(folder);
    keys.put(Holder.FIRST, server.makeKey("--tenant", "first"));
    keys.put(Holder.SECOND, server.makeKey("--tenant", "second"));
    keys.put(Holder.SENDER, server.makeKey("--tenant", "second", "--scope", "ingest"));
    keys.put(Holder.READER, server.makeKey("--tenant", "second", "--scope", "query"));
    keys.put(Holder.OPERATOR, server.makeKey("--operator"));
    keys.put(Holder.REVOKED, server.makeKey("--tenant", "second"));
    ant = server.makeKey("--tenant", "ant");
    owl = server.makeKey("--tenant", "owl");
    server.awaitKey(owl);
    keys.values().forEach(server::awaitKey);
    server.revoke(key(Holder.REVOKED));
    for (Holder person :
        List.of(Holder.OWNER, Holder.ADMIN, Holder.MEMBER, Holder.VIEWER, Holder.LOGGED_OUT)) {
      String name = person.name().toLowerCase(Locale.ROOT);
      String role = person == Holder.LOGGED_OUT ? "owner" : name;
      keys.put(person, server.logIn("second", name + "@own.example", role, PASSWORD));
    }
    keys.put(Holder.OTHER_OWNER, server.logIn("first", "owner@secret.example", "owner", PASSWORD));
    server.send(
        "POST",
        "",
        "/api/v1/auth/logout/",
        "",
        "Authorization",
        "Bearer " + key(Holder.LOGGED_OUT));
    keys.put(Holder.NOBODY, "");
    keys.put(Holder.STRANGER, "hc_" + "A".repeat(43));
    fill(first(), SECRET, SECRET_TOKENS);
    fill(second(), "own", Integer.toString(OWN_TOKENS));
    for (String key : List.of(first(), second())) {
      for (String list : LISTS) {
        RunningServer.await(() -> count(key, list) == 2);
      }
    }
    for (String list : LISTS) {
      json(first(), ROOT + list)
          .get("results")
          .forEach(record -> secretIds.add(record.get("id").asString()));
    }
    assertThat(secretIds).hasSize(8).doesNotHaveDuplicates();
  }

  String key(Holder holder) {
    return keys.getOrDefault(holder, "");
  }

  String first() {
    return key(Holder.FIRST);
  }

  String second() {
    return key(Holder.SECOND);
  }

  /** The ids of the first tenant's records. */
  List<String> secretIds() {
    return List.copyOf(secretIds);
  }

  /** Two records of each kind. The same shapes for both, so that only the words tell them apart. */
  private void fill(String key, String word, String tokens) {
    for (int number = 1; number <= 2; number++) {
      for (String kind : List.of("usage", "execution", "timeline", "log")) {
        HttpResponse<String> answer =
            server.post(key, ROOT + "ingest/" + kind + "/", record(kind, word, number, tokens));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      }
    }
    HttpResponse<String> price =
        server.post(
            key,
            "/api/v1/prices/",
            "{\"model_name\":\"%s-*\",\"input_per_million\":1,\"output_per_million\":1}"
                .formatted(word));
    assertThat(price.statusCode()).as(price.body()).isEqualTo(201);
  }

  /**
   * A record of which every text begins with a word.
   *
   * @param number tells its identity from others with this word
   */
  static String record(String kind, String word, int number, String tokens) {
    String context =
        """
        "kind":"%1$s","agentscope_project_id":"%2$s-project","project_id":"%2$s-project",\
        "execution_round_id":"%2$s-round","agentscope_agent_id":"%2$s-agent",\
        "agent_id":"%2$s-agent","agent_name":"%2$s-agent","trace_id":"%2$s-trace","""
            .formatted(kind, word);
    String own =
        switch (kind) {
          case "usage" ->
              """
              "id":"%1$s-call-%2$d","timestamp":"%4$s","model_name":"%1$s-model",\
              "input_tokens":%3$s,"duration_ms":%3$s""";
          case "execution" ->
              """
              "execution_id":"%1$s-run-%2$d","start_time":"%4$s",\
              "content":"%1$s-content","total_tokens":%3$s""";
          case "timeline" ->
              """
              "id":"%1$s-event-%2$d","event_type":"%1$s-type","message":"%1$s-words","tokens":%3$s""";
          case "log" ->
              """
              "id":"%1$s-log-%2$d","message":"%1$s-message","source":"%1$s-source","tokens":%3$s""";
          default -> throw new IllegalArgumentException(kind);
        };
    return '{'
        + context
        + own.formatted(word, number, tokens, Instant.now().minusSeconds(3600))
        + '}';
  }

  HttpResponse<String> get(String key, String path) {
    return server.get(key, path);
  }

  /** A good answer's document. */
  JsonNode json(String key, String path) {
    HttpResponse<String> answer = get(key, path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  /** How many records a list has. */
  long count(String key, String listAndQuery) {
    return json(key, ROOT + listAndQuery).get("count").asLong();
  }

  /** Fails when an answer to the second tenant shows anything of the first. */
  void showsNoTrace(String what, HttpResponse<String> answer) {
    assertThat(answer.body()).as(what).doesNotContain(SECRET, SECRET_TOKENS);
    assertThat(answer.headers().map().toString()).as(what).doesNotContain(SECRET);
    for (String id : secretIds) {
      assertThat(answer.body()).as(what).doesNotContain(id);
    }
  }

  /**
   * Fails unless both are refused as not found in the same words.
   *
   * @param there what is another tenant's
   * @param nowhere what nobody has
   */
  static void sameAsUnheardOf(
      String there, HttpResponse<String> foreign, String nowhere, HttpResponse<String> unheardOf) {
    assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(404);
    assertThat(comparable(foreign, there)).isEqualTo(comparable(unheardOf, nowhere));
    assertThat(foreign.headers().map().keySet()).isEqualTo(unheardOf.headers().map().keySet());
  }

  private static String comparable(HttpResponse<String> answer, String id) {
    return answer.statusCode()
        + " "
        + REQUEST_ID.matcher(answer.body()).replaceAll("").replace(id, "ID");
  }

  @Override
  public void close() {
    server.close();
  }
}
