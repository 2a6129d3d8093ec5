package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.objects.ObjectId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A medium as Langfuse's clients send it: announced, put, reported.
 *
 * @param content of ASCII
 */
record SentMedia(String content) {
  static final String TYPE = "image/png";
  private static final String MEDIA = "/api/public/media";

  /** As the clients make it. */
  String id() {
    return Base64.getUrlEncoder().encodeToString(hash()).substring(0, 22);
  }

  String path() {
    return MEDIA + "/" + id();
  }

  /** What the Python SDK 5.0.4 sends, with the fields that it leaves out as null. */
  String announcement() {
    return """
        {"traceId":"5a2b1f0a57da50674af171077eb238a7","observationId":"bcd1c481515bd826",\
        "datasetId":null,"datasetItemId":null,"contentType":"%s","contentLength":%d,\
        "sha256Hash":"%s","field":"input"}"""
        .formatted(TYPE, content.length(), Base64.getEncoder().encodeToString(hash()));
  }

  JsonNode announce(RunningServer server, String key) {
    HttpResponse<String> answer = server.post(key, MEDIA, announcement());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode announced = new JsonMapper().readTree(answer.body());
    assertThat(announced.get("mediaId").asString()).isEqualTo(id());
    return announced;
  }

  /** Puts the content where an announcement told to, with the headers that go along. */
  HttpResponse<String> put(RunningServer server, String key, String address) {
    return server.send(
        "PUT",
        key,
        address.substring(address.indexOf("/api/")),
        content,
        "Content-Type",
        TYPE,
        "x-ms-blob-type",
        "BlockBlob",
        "x-amz-checksum-sha256",
        Base64.getEncoder().encodeToString(hash()));
  }

  void upload(RunningServer server, String key) {
    String address = announce(server, key).get("uploadUrl").asString();
    HttpResponse<String> answer = put(server, "", address);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    HttpResponse<String> reported =
        server.send(
            "PATCH",
            key,
            path(),
            """
            {"uploadedAt":"2026-11-22T01:53:54.406Z","uploadHttpStatus":200,"uploadHttpError":"",\
            "uploadTimeMs":12}""");
    assertThat(reported.statusCode()).as(reported.body()).isEqualTo(200);
  }

  private byte[] hash() {
    return HexFormat.of().parseHex(ObjectId.of(bytes()).digits());
  }

  private byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
