package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.live.http.StreamClient;
import io.hivecore.live.http.StreamClient.Event;
import io.hivecore.time.WatchedClock;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People log in to the whole server, are refused, and are logged out. */
@Timeout(120)
class LoginServerTest {
  private static final String AUTH = "/api/v1/auth/";
  private static final String PASSWORD = "seven quiet owls";
  private static final String OWNER = "ada@example.com";

  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(folder);
    server.makeUser("default", OWNER, "owner", PASSWORD);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPersonLogsInAndReadsAndSeesItself() {
    JsonNode tokens = login(OWNER, PASSWORD);
    assertThat(tokens.get("token_type").asString()).isEqualTo("bearer");
    assertThat(tokens.get("expires_in").asInt()).isEqualTo(900);
    assertThat(tokens.at("/user/role").asString()).isEqualTo("owner");
    String access = access(tokens);
    assertThat(server.get(access, ROOT + "usage/").statusCode()).isEqualTo(200);
    assertThat(server.post(access, ROOT + "ingest/timeline/", "{}").statusCode()).isEqualTo(403);
    JsonNode me = json(server.get(access, AUTH + "me"));
    assertThat(me.get("email").asString()).isEqualTo(OWNER);
    assertThat(me.get("tenant_name").asString()).isEqualTo("Default");
    assertThat(me.get("last_login_at").isNull()).isFalse();
    assertThat(server.get(server.generatedKey(), AUTH + "me/").statusCode()).isEqualTo(403);
  }

  @Test
  void theOriginalsClientsGetTheirPairOfTokens() {
    for (String name : List.of("username", "email")) {
      HttpResponse<String> answer =
          post(
              "token/",
              "{\"%s\":\"Ada@Example.com\",\"password\":\"%s\"}".formatted(name, PASSWORD));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode pair = json(answer);
      assertThat(pair.propertyNames()).containsExactlyInAnyOrder("access", "refresh");
      JsonNode next =
          json(post("token/refresh/", "{\"refresh\":\"%s\"}".formatted(text(pair, "refresh"))));
      assertThat(server.get(text(next, "access"), AUTH + "me/").statusCode()).isEqualTo(200);
    }
    HttpResponse<String> wrong = post("token/", "{\"username\":\"ada\",\"password\":\"x\"}");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(text(json(wrong), "detail"))
        .isEqualTo("No active account found with the given credentials");
    HttpResponse<String> empty = post("token/", "{}");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(json(empty).get("errors").valueStream().map(error -> text(error, "field")))
        .containsExactlyInAnyOrder("username", "password");
  }

  @Test
  void whoIsKnownInSeveralTenantsChoosesOnceThePasswordIsRight() {
    server.newKey("--tenant", "acme");
    server.newKey("--tenant", "other");
    server.makeUser("acme", OWNER, "viewer", PASSWORD);
    server.makeUser("other", OWNER, "viewer", "eight loud crows");
    assertThat(post("login/", credentials(OWNER, "wrong password")).statusCode()).isEqualTo(401);
    HttpResponse<String> answer = post("login", credentials(OWNER, PASSWORD));
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode choice = json(answer);
    assertThat(text(choice, "status")).isEqualTo("tenant_selection_required");
    // The third tenant has another password, so nothing is said of it.
    assertThat(choice.get("tenants").valueStream().map(tenant -> text(tenant, "name")))
        .containsExactly("Default", "acme");
    String acme = choice.at("/tenants/1/id").asString();
    String chosen =
        "{\"email\":\"%s\",\"password\":\"%s\",\"tenant_id\":\"%s\"}"
            .formatted(OWNER, PASSWORD, acme);
    JsonNode tokens = json(post("login/tenant", chosen));
    assertThat(tokens.at("/user/role").asString()).isEqualTo("viewer");
    assertThat(tokens.at("/user/tenant_id").asString()).isEqualTo(acme);
    // Clients that know of no choice get the tenant used last.
    String pair =
        access(
            json(
                post(
                    "token/",
                    chosen.replace("\"email\"", "\"username\"").replace("tenant_id", "x"))),
            "access");
    assertThat(text(json(server.get(pair, AUTH + "me/")), "tenant_id")).isEqualTo(acme);
    assertThat(
            json(post("login/", credentials(OWNER, "eight loud crows")))
                .at("/user/role")
                .asString())
        .isEqualTo("viewer");
  }

  @Test
  void ofTwoRefreshesWithOneTokenOneWinsAndThenAllIsOver() throws Exception {
    for (int round = 0; round < 5; round++) {
      JsonNode tokens = login(OWNER, PASSWORD);
      String body = "{\"refresh_token\":\"%s\"}".formatted(text(tokens, "refresh_token"));
      List<HttpResponse<String>> answers = atOnce(2, () -> post("refresh", body));
      assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 401);
      JsonNode winner =
          json(
              answers.stream()
                  .filter(answer -> answer.statusCode() == 200)
                  .findFirst()
                  .orElseThrow());
      String next = "{\"refresh_token\":\"%s\"}".formatted(text(winner, "refresh_token"));
      assertThat(post("refresh", next).statusCode()).isEqualTo(401);
      assertThat(server.get(access(winner), AUTH + "me/").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aRefreshTokenOutlivesARestart() {
    JsonNode tokens = login(OWNER, PASSWORD);
    server.close();
    server = RunningServer.start(folder);
    assertThat(server.get(access(tokens), AUTH + "me/").statusCode()).isEqualTo(200);
    String body = "{\"refresh_token\":\"%s\"}".formatted(text(tokens, "refresh_token"));
    assertThat(post("refresh", body).statusCode()).isEqualTo(200);
    assertThat(post("refresh", body).statusCode()).isEqualTo(401);
  }

  @Test
  void loggingOutHoldsAtOnceForTokensAndStreams() {
    String first = access(login(OWNER, PASSWORD));
    JsonNode second = login(OWNER, PASSWORD);
    try (StreamClient stream = listen(first)) {
      assertThat(server.post(first, AUTH + "logout", "").statusCode()).isEqualTo(200);
      assertThat(server.get(first, AUTH + "me/").statusCode()).isEqualTo(401);
      assertThat(server.post(first, AUTH + "logout", "").statusCode()).isEqualTo(401);
      assertThat(stream.next()).isEqualTo(Event.END);
    }
    assertThat(server.get(access(second), AUTH + "me/").statusCode()).isEqualTo(200);
    // With the refresh token alone, whose access token may have run out.
    String body = "{\"refresh_token\":\"%s\"}".formatted(text(second, "refresh_token"));
    assertThat(post("logout/", body).statusCode()).isEqualTo(200);
    assertThat(server.get(access(second), AUTH + "me/").statusCode()).isEqualTo(401);
    assertThat(post("refresh/", body).statusCode()).isEqualTo(401);
    assertThat(post("logout/", "{}").statusCode()).isEqualTo(401);
  }

  @Test
  void aSuspendedUsersTokensAndStreamsEndAtOnce() {
    String owner = access(login(OWNER, PASSWORD));
    String id = server.makeUser("default", "bob@example.com", "member", PASSWORD);
    JsonNode tokens = login("bob@example.com", PASSWORD);
    try (StreamClient stream = listen(access(tokens))) {
      assertThat(
              server
                  .send("PATCH", owner, "/api/v1/users/" + id + "/", "{\"status\":\"suspended\"}")
                  .statusCode())
          .isEqualTo(200);
      assertThat(server.get(access(tokens), ROOT + "usage/").statusCode()).isEqualTo(401);
      assertThat(stream.next()).isEqualTo(Event.END);
    }
    HttpResponse<String> again = post("login/", credentials("bob@example.com", PASSWORD));
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(text(json(again), "code")).isEqualTo("user_suspended");
    assertThat(post("login/", credentials("bob@example.com", "wrong")).statusCode()).isEqualTo(401);
    String body = "{\"refresh_token\":\"%s\"}".formatted(text(tokens, "refresh_token"));
    assertThat(post("refresh/", body).statusCode()).isEqualTo(401);
  }

  @Test
  void anotherRoleHoldsAtOnce() {
    String owner = access(login(OWNER, PASSWORD));
    String id = server.makeUser("default", "bob@example.com", "admin", PASSWORD);
    JsonNode tokens = login("bob@example.com", PASSWORD);
    String path = "/api/v1/users/" + id + "/";
    assertThat(server.get(access(tokens), path).statusCode()).isEqualTo(200);
    assertThat(server.send("PATCH", owner, path, "{\"role\":\"user\"}").statusCode())
        .isEqualTo(200);
    assertThat(server.get(access(tokens), path).statusCode()).isEqualTo(401);
    String body = "{\"refresh_token\":\"%s\"}".formatted(text(tokens, "refresh_token"));
    JsonNode next = json(post("refresh/", body));
    assertThat(next.at("/user/role").asString()).isEqualTo("member");
    assertThat(server.get(access(next), path).statusCode()).isEqualTo(403);
  }

  @Test
  void administratorsKeepUsersAndOwnersKeepOwners() {
    String owner = access(login(OWNER, PASSWORD));
    String ownerId = text(json(server.get(owner, AUTH + "me/")), "id");
    String users = "/api/v1/users/";
    String admin = server.logIn("default", "bob@example.com", "admin", PASSWORD);
    String draft = "{\"email\":\"eve@example.com\",\"role\":\"%s\",\"password\":\"%s\"}";
    assertThat(server.post(admin, users, draft.formatted("owner", PASSWORD)).statusCode())
        .isEqualTo(403);
    HttpResponse<String> weak = server.post(admin, users, draft.formatted("viewer", "password1"));
    assertThat(weak.statusCode()).isEqualTo(400);
    assertThat(weak.body()).contains("\"field\":\"password\"").doesNotContain("password1");
    HttpResponse<String> made = server.post(admin, users, draft.formatted("viewer", PASSWORD));
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(server.post(admin, users, draft.formatted("viewer", PASSWORD)).statusCode())
        .isEqualTo(409);
    String eve = users + text(json(made), "id") + "/";
    JsonNode session = login("eve@example.com", PASSWORD);
    assertThat(server.send("PATCH", admin, eve, "{\"password\":\"eight loud crows\"}").statusCode())
        .isEqualTo(200);
    assertThat(server.get(access(session), AUTH + "me/").statusCode()).isEqualTo(401);
    assertThat(post("login/", credentials("eve@example.com", PASSWORD)).statusCode())
        .isEqualTo(401);
    String eves = access(login("eve@example.com", "eight loud crows"));
    assertThat(server.delete(admin, users + ownerId + "/").statusCode()).isEqualTo(403);
    assertThat(server.delete(owner, users + ownerId + "/").statusCode()).isEqualTo(409);
    assertThat(
            server.send("PATCH", owner, users + ownerId + "/", "{\"role\":\"admin\"}").statusCode())
        .isEqualTo(409);
    assertThat(server.delete(admin, eve).statusCode()).isEqualTo(204);
    assertThat(server.get(eves, AUTH + "me/").statusCode()).isEqualTo(401);
    assertThat(json(server.get(admin, users)).get("count").asInt()).isEqualTo(2);
  }

  @Test
  void sessionsAreListedAndEnded() {
    String first = access(login(OWNER, PASSWORD));
    String second = access(login(OWNER, PASSWORD));
    JsonNode list = json(server.get(second, AUTH + "sessions/"));
    assertThat(list.get("count").asInt()).isEqualTo(2);
    assertThat(list.at("/results/0/current").asBoolean()).isTrue();
    assertThat(list.at("/results/0/address").asString()).isEqualTo("127.0.0.1");
    String id = list.at("/results/1/id").asString();
    assertThat(server.delete(second, AUTH + "sessions/" + id).statusCode()).isEqualTo(204);
    assertThat(server.get(first, AUTH + "me/").statusCode()).isEqualTo(401);
    String third = access(login(OWNER, PASSWORD));
    assertThat(json(server.delete(third, AUTH + "sessions/")).get("ended").asInt()).isEqualTo(1);
    assertThat(server.get(second, AUTH + "me/").statusCode()).isEqualTo(401);
    assertThat(server.get(third, AUTH + "me/").statusCode()).isEqualTo(200);
  }

  @Test
  void anAccountIsLockedWhetherItExistsOrNot() {
    for (String email : List.of(OWNER, "nobody@example.com")) {
      List<Integer> codes = new ArrayList<>();
      for (int i = 0; i < 11; i++) {
        codes.add(post("login/", credentials(email, "wrong password")).statusCode());
      }
      assertThat(codes.subList(0, 10)).containsOnly(401);
      assertThat(codes.getLast()).isEqualTo(429);
      // The right password tells nothing either.
      HttpResponse<String> right = post("login/", credentials(email, PASSWORD));
      assertThat(right.statusCode()).isEqualTo(429);
      assertThat(right.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(600L, 900L);
    }
  }

  @Test
  void anotherProcessIsFollowedWithinASecond() {
    String access = access(login(OWNER, PASSWORD));
    server.setPassword("default", OWNER, "eight loud crows");
    RunningServer.await(() -> server.get(access, AUTH + "me/").statusCode() == 401);
    assertThat(post("login/", credentials(OWNER, PASSWORD)).statusCode()).isEqualTo(401);
    login(OWNER, "eight loud crows");
  }

  @Test
  void theSigningSecretIsTheSettingsOrTheOwners() throws Exception {
    Path secret = folder.resolve("access-tokens.secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    String access = access(login(OWNER, PASSWORD));
    String one = "0123456789abcdefghijklmnopqrstuv";
    String two = "vutsrqponmlkjihgfedcba9876543210";
    restart(new CommandLineSetting("-", "login.secret-key", one));
    assertThat(server.get(access, AUTH + "me/").statusCode()).isEqualTo(401);
    String byOne = access(login(OWNER, PASSWORD));
    restart(
        new CommandLineSetting("-", "login.secret-key", two),
        new CommandLineSetting("-", "login.former-secret-key", one));
    assertThat(server.get(byOne, AUTH + "me/").statusCode()).isEqualTo(200);
    restart(new CommandLineSetting("-", "login.secret-key", two));
    assertThat(server.get(byOne, AUTH + "me/").statusCode()).isEqualTo(401);
  }

  @Test
  void nothingThatIsSecretIsKeptOrRepeated() throws Exception {
    JsonNode tokens = login(OWNER, PASSWORD);
    HttpResponse<String> broken =
        post("login/", "{\"email\":\"a@b.c\",\"password\":" + "hunter2222}");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).doesNotContain("hunter");
    server.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().contains("control.db")).toList()) {
        String kept = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(kept.contains(PASSWORD)).isFalse();
        assertThat(kept.contains(text(tokens, "refresh_token").substring(50))).isFalse();
      }
    }
    server = RunningServer.start(folder);
  }

  private void restart(CommandLineSetting... more) {
    server.close();
    server = RunningServer.start(folder, new WatchedClock(InstantSource.system()), more);
  }

  private StreamClient listen(String access) {
    StreamClient stream =
        StreamClient.open(server.port(), "?kind=usage", "Authorization", "Bearer " + access);
    assertThat(stream.response().statusCode()).isEqualTo(200);
    assertThat(stream.next().data()).startsWith("retry: ");
    assertThat(stream.next().name()).isEqualTo("connected");
    return stream;
  }

  private JsonNode login(String email, String password) {
    HttpResponse<String> answer = post("login", credentials(email, password));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static String credentials(String email, String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
  }

  private HttpResponse<String> post(String path, String body) {
    return server.post("", AUTH + path, body);
  }

  private static String access(JsonNode tokens) {
    return access(tokens, "access_token");
  }

  private static String access(JsonNode tokens, String name) {
    return text(tokens, name);
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).asString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body());
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(
            future.get(Duration.ofSeconds(20).toSeconds(), java.util.concurrent.TimeUnit.SECONDS));
      }
      return results;
    }
  }
}
