package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Routes of logging in and of users, in the matrix of two tenants. */
final class UserMatrix {
  private static final String AUTH = "/api/v1/auth/";
  private static final String SESSIONS = AUTH + "sessions/";
  private static final String USERS = "/api/v1/users/";

  static final List<MatrixRow> ROWS =
      List.of(
          row("POST", AUTH + "token/", UserMatrix::tokens),
          row("POST", AUTH + "token/refresh/", UserMatrix::refused),
          row("POST", AUTH + "login/", UserMatrix::login),
          row("POST", AUTH + "login/tenant/", UserMatrix::foreignTenant),
          row("POST", AUTH + "refresh/", UserMatrix::refused),
          row("POST", AUTH + "logout/", UserMatrix::refused),
          new MatrixRow("GET", AUTH + "me/", Holder.PEOPLE, UserMatrix::me),
          new MatrixRow("GET", SESSIONS, Holder.PEOPLE, UserMatrix::sessions),
          new MatrixRow("DELETE", SESSIONS, Holder.PEOPLE, UserMatrix::endOthers),
          new MatrixRow("DELETE", SESSIONS + "{id}/", Holder.PEOPLE, UserMatrix::end),
          new MatrixRow("GET", USERS, Holder.ADMINISTRATORS, UserMatrix::list),
          new MatrixRow("POST", USERS, Holder.ADMINISTRATORS, UserMatrix::create),
          new MatrixRow(
              "GET", USERS + "{id}/", Holder.ADMINISTRATORS, two -> foreign(two, "GET", "")),
          new MatrixRow(
              "PATCH",
              USERS + "{id}/",
              Holder.ADMINISTRATORS,
              two -> foreign(two, "PATCH", "{\"role\":\"viewer\"}")),
          new MatrixRow(
              "DELETE", USERS + "{id}/", Holder.ADMINISTRATORS, two -> foreign(two, "DELETE", "")));

  private UserMatrix() {}

  private static MatrixRow row(String method, String path, MatrixRow.Check check) {
    return new MatrixRow(method, path, Holder.ANYONE, check);
  }

  /** The tokens are of the tenant whose password it is. */
  private static void tokens(TwoTenants two) {
    HttpResponse<String> answer =
        two.server.post(
            "",
            AUTH + "token/",
            "{\"username\":\"viewer@own.example\",\"password\":\"%s\"}"
                .formatted(TwoTenants.PASSWORD));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String access = TwoTenants.json(answer).get("access").asString();
    assertThat(two.json(access, AUTH + "me/").get("tenant_name").asString()).isEqualTo("second");
  }

  /** Whose address it is cannot be told from the answer. */
  private static void login(TwoTenants two) {
    HttpResponse<String> known = login(two, "owner@secret.example");
    HttpResponse<String> unknown = login(two, "nobody@secret.example");
    assertThat(known.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(TwoTenants.json(known).get("detail"))
        .isEqualTo(TwoTenants.json(unknown).get("detail"));
  }

  private static HttpResponse<String> login(TwoTenants two, String email) {
    return two.server.post(
        "",
        AUTH + "login/",
        "{\"email\":\"%s\",\"password\":\"not the password\"}".formatted(email));
  }

  /** The right password opens no tenant that it is not of. */
  private static void foreignTenant(TwoTenants two) {
    String first = two.json(two.key(Holder.OTHER_OWNER), AUTH + "me/").get("tenant_id").asString();
    for (String tenant : List.of(first, new UUID(5, 5).toString())) {
      HttpResponse<String> answer =
          two.server.post(
              "",
              AUTH + "login/tenant/",
              "{\"email\":\"viewer@own.example\",\"password\":\"%s\",\"tenant_id\":\"%s\"}"
                  .formatted(TwoTenants.PASSWORD, tenant));
      assertThat(answer.statusCode()).isEqualTo(401);
      two.showsNoTrace("login", answer);
    }
  }

  private static void refused(TwoTenants two) {
    for (String path : List.of("token/refresh/", "refresh/", "logout/")) {
      String token = "hr_" + "A".repeat(107);
      HttpResponse<String> answer =
          two.server.post(
              "",
              AUTH + path,
              "{\"refresh\":\"%s\",\"refresh_token\":\"%s\"}".formatted(token, token));
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
    }
  }

  private static void me(TwoTenants two) {
    HttpResponse<String> answer = two.get(two.key(Holder.VIEWER), AUTH + "me/");
    assertThat(TwoTenants.json(answer).get("email").asString()).isEqualTo("viewer@own.example");
    two.showsNoTrace("me", answer);
  }

  /** One's own and nobody else's, also within the tenant. */
  private static void sessions(TwoTenants two) {
    JsonNode mine = two.json(two.key(Holder.ADMIN), SESSIONS);
    assertThat(mine.get("count").asInt()).isEqualTo(1);
    assertThat(mine.at("/results/0/current").asBoolean()).isTrue();
  }

  private static void endOthers(TwoTenants two) {
    two.server.delete(two.key(Holder.ADMIN), SESSIONS);
    assertThat(two.get(two.key(Holder.OTHER_OWNER), AUTH + "me/").statusCode()).isEqualTo(200);
    assertThat(two.get(two.key(Holder.OWNER), AUTH + "me/").statusCode()).isEqualTo(200);
  }

  private static void end(TwoTenants two) {
    String foreign = two.json(two.key(Holder.OTHER_OWNER), SESSIONS).at("/results/0/id").asString();
    String unheardOf = new UUID(5, 5).toString();
    TwoTenants.sameAsUnheardOf(
        foreign,
        two.server.delete(two.key(Holder.OWNER), SESSIONS + foreign + "/"),
        unheardOf,
        two.server.delete(two.key(Holder.OWNER), SESSIONS + unheardOf + "/"));
    assertThat(two.get(two.key(Holder.OTHER_OWNER), AUTH + "me/").statusCode()).isEqualTo(200);
  }

  private static void list(TwoTenants two) {
    HttpResponse<String> answer = two.get(two.key(Holder.ADMIN), USERS);
    assertThat(TwoTenants.json(answer).get("results"))
        .isNotEmpty()
        .allMatch(user -> user.get("email").asString().endsWith("own.example"));
    two.showsNoTrace("users", answer);
  }

  /** An address that another tenant has is free, and the answer does not tell. */
  private static void create(TwoTenants two) {
    HttpResponse<String> answer =
        two.server.post(
            two.key(Holder.ADMIN),
            USERS,
            """
            {"email":"owner@secret.example","display_name":"x","role":"viewer",
             "password":"%s"}"""
                .formatted(TwoTenants.PASSWORD));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String id = TwoTenants.json(answer).get("id").asString();
    assertThat(two.server.delete(two.key(Holder.ADMIN), USERS + id + "/").statusCode())
        .isEqualTo(204);
    assertThat(two.get(two.key(Holder.OTHER_OWNER), AUTH + "me/").statusCode()).isEqualTo(200);
  }

  private static void foreign(TwoTenants two, String method, String body) {
    JsonNode before = two.json(two.key(Holder.OTHER_OWNER), USERS);
    String foreign = before.at("/results/0/id").asString();
    String unheardOf = new UUID(5, 5).toString();
    TwoTenants.sameAsUnheardOf(
        foreign,
        two.server.send(method, two.key(Holder.OWNER), USERS + foreign + "/", body),
        unheardOf,
        two.server.send(method, two.key(Holder.OWNER), USERS + unheardOf + "/", body));
    assertThat(two.json(two.key(Holder.OTHER_OWNER), USERS)).isEqualTo(before);
  }
}
