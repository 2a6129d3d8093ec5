package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.List;

/** Routes for other products' clients, in the matrix of two tenants. */
final class ClientMatrix {
  static final List<MatrixRow> ROWS =
      List.of(
          sent(
              "/api/public/ingestion",
              "{\"batch\":[{\"id\":\"e\",\"type\":\"trace-create\",\"body\":{\"id\":\"t\"}}]}",
              207),
          sent(
              "/api/public/scores",
              "{\"id\":\"s\",\"traceId\":\"t\",\"name\":\"n\",\"value\":1}",
              200),
          sent("/v1/traces/ingest", "{\"data\":[{\"object\":\"trace\",\"id\":\"t\"}]}", 200),
          sent("/trpc/registerRun", "{\"id\":\"run\",\"name\":\"WORD-run\"}", 200),
          sent(
              "/trpc/pushMessage",
              "{\"runId\":\"run\",\"msg\":{\"id\":\"m\",\"content\":\"WORD\"}}",
              200),
          sent("/trpc/requestUserInput", "{}", 501),
          new MatrixRow("POST", "/api/public/media", Holder.SENDERS, ClientMatrix::announceMedia),
          new MatrixRow(
              "PATCH", "/api/public/media/{id}", Holder.SENDERS, two -> foreignMedia(two, "PATCH")),
          new MatrixRow(
              "GET", "/api/public/media/{id}", Holder.READERS, two -> foreignMedia(two, "GET")),
          new MatrixRow(
              "PUT", "/api/public/media/{id}/content", Holder.ANYONE, ClientMatrix::putMedia),
          new MatrixRow(
              "GET", "/api/public/media/{id}/content", Holder.ANYONE, ClientMatrix::getMedia),
          new MatrixRow("GET", "/api/public/projects", Holder.SENDERS, ClientMatrix::projects),
          new MatrixRow(
              "GET",
              "/api/public/health",
              Holder.ANYONE,
              two -> {
                String toNobody = two.get("", "/api/public/health").body();
                assertThat(two.get(two.second(), "/api/public/health").body()).isEqualTo(toNobody);
              }));

  private ClientMatrix() {}

  private static MatrixRow sent(String path, String body, int status) {
    return new MatrixRow(
        "POST",
        path,
        Holder.SENDERS,
        two -> {
          HttpResponse<String> toAnt = two.server.post(two.ant, path, body.replace("WORD", "ant"));
          HttpResponse<String> toOwl = two.server.post(two.owl, path, body.replace("WORD", "owl"));
          assertThat(toAnt.statusCode()).as(toAnt.body()).isEqualTo(status);
          assertThat(toOwl.statusCode()).isEqualTo(status);
          if (status < 300) {
            // Word for word what the first to send it got: nothing tells that there was one before.
            assertThat(toOwl.body()).isEqualTo(toAnt.body());
          }
          if (path.endsWith("registerRun")) {
            RunningServer.await(() -> timeline(two, two.owl).contains("owl-run"));
            assertThat(timeline(two, two.owl)).doesNotContain("ant-run");
            assertThat(timeline(two, two.ant)).doesNotContain("owl-run");
          }
        });
  }

  private static String timeline(TwoTenants two, String key) {
    return two.get(key, ROOT + "timeline/?page_size=1000").body();
  }

  /** Who announces a content is not told that another has it. */
  private static void announceMedia(TwoTenants two) {
    SentMedia sent = new SentMedia("ant-picture");
    sent.upload(two.server, two.ant);
    assertThat(sent.announce(two.server, two.ant).get("uploadUrl").isNull()).isTrue();
    assertThat(sent.announce(two.server, two.owl).get("uploadUrl").isNull()).isFalse();
  }

  private static void foreignMedia(TwoTenants two, String method) {
    SentMedia sent = new SentMedia("ant-picture " + method);
    sent.upload(two.server, two.ant);
    SentMedia unheardOf = new SentMedia("nobody has it");
    String body = method.equals("GET") ? "" : "{\"uploadHttpStatus\":200}";
    assertThat(two.server.send(method, two.ant, sent.path(), body).statusCode()).isEqualTo(200);
    TwoTenants.sameAsUnheardOf(
        sent.id(),
        two.server.send(method, two.owl, sent.path(), body),
        unheardOf.id(),
        two.server.send(method, two.owl, unheardOf.path(), body));
  }

  /** What is put by an address is the tenant's that asked for it, whoever's key goes along. */
  private static void putMedia(TwoTenants two) {
    SentMedia sent = new SentMedia("ant-picture by address");
    String address = sent.announce(two.server, two.ant).get("uploadUrl").asString();
    assertThat(sent.put(two.server, two.owl, address).statusCode()).isEqualTo(200);
    assertThat(two.get(two.ant, sent.path()).statusCode()).isEqualTo(200);
    assertThat(two.get(two.owl, sent.path()).statusCode()).isEqualTo(404);
  }

  /** An address for one medium leads to no other. */
  private static void getMedia(TwoTenants two) {
    SentMedia sent = new SentMedia("ant-picture to read");
    SentMedia other = new SentMedia("owl-picture to read");
    sent.upload(two.server, two.ant);
    other.upload(two.server, two.owl);
    String address = two.json(two.ant, sent.path()).get("url").asString();
    String path = address.substring(address.indexOf("/api/"));
    assertThat(two.get("", path).body()).isEqualTo(sent.content());
    TwoTenants.sameAsUnheardOf(
        other.id(),
        two.get("", path.replace(sent.id(), other.id())),
        "A".repeat(22),
        two.get("", path.replace(sent.id(), "A".repeat(22))));
  }

  /** A key leads to its tenant and no other. */
  private static void projects(TwoTenants two) {
    String path = "/api/public/projects";
    String first = two.json(two.first(), path).get("data").get(0).get("id").asString();
    HttpResponse<String> toSecond = two.get(two.second(), path);
    assertThat(toSecond.body()).doesNotContain(first);
    assertThat(two.json(two.second(), path).get("data").size()).isEqualTo(1);
    two.showsNoTrace(path, toSecond);
  }
}
