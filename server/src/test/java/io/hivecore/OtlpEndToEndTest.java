package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model call comes in by every door and is there once, with its tokens and its price. */
@Timeout(60)
class OtlpEndToEndTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");

  @TempDir Path folder;

  @Test
  void aCallThatComesByEveryDoorIsOne() throws Exception {
    try (RunningServer server = RunningServer.start(folder);
        HttpClient client = HttpClient.newHttpClient()) {
      String key = server.generatedKey();
      ExportTraceServiceRequest request = request();
      String batch = "";
      for (int port : new int[] {server.port(), server.otlpHttpPort()}) {
        HttpRequest post =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
                .header("X-API-Key", key)
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(request.toByteArray()))
                .build();
        HttpResponse<byte[]> answer = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        batch = answer.headers().firstValue("X-Batch-Id").orElseThrow();
      }
      overGrpc(server.otlpGrpcPort(), key, request);
      assertThat(server.post(key, "/v1/traces", json()).statusCode()).isEqualTo(200);
      String last = batch;
      RunningServer.await(
          () ->
              server
                  .get(key, "/api/v1/ingest-status/" + last + "/")
                  .body()
                  .contains("\"stage\":\"visible\""));
      RunningServer.await(() -> count(server, key, "/api/v1/traces/?from=2026-01-01") == 1);
      RunningServer.await(() -> count(server, key, ROOT + "usage/?from=2026-01-01") == 1);
      JsonNode call = read(server, key, ROOT + "usage/?from=2026-01-01").get("results").get(0);
      assertThat(call.get("model_name").asString()).isEqualTo("gpt-4o");
      assertThat(call.get("input_tokens").asInt()).isEqualTo(100);
      assertThat(call.get("trace_id").asString()).isEqualTo(TRACE);
      // 100 tokens at 2.50 a million and 20 at 10.
      assertThat(call.get("cost_usd").asString()).isEqualTo("0.000450");
    }
  }

  /** A thousand tokens into the cache of Claude Sonnet 4.5, 400 of them for an hour. */
  @Test
  void whatStaysInACacheForAnHourCostsMoreByEveryDoor() throws Exception {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      String span =
          """
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","name":"chat",
            "startTimeUnixNano":"%d000000000","endTimeUnixNano":"%d000000000","attributes":[
            {"key":"gen_ai.provider.name","value":{"stringValue":"anthropic"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"claude-sonnet-4-5"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":1000}},
            {"key":"gen_ai.usage.cache_write.input_tokens","value":{"intValue":1000}},
            {"key":"anthropic.usage.cache_creation.ephemeral_1h_input_tokens",
             "value":{"intValue":400}}]}]}]}]}"""
              .formatted(TRACE, SPAN, START.getEpochSecond(), START.getEpochSecond() + 2);
      assertThat(server.post(key, "/v1/traces", span).statusCode()).isEqualTo(200);
      String generation =
          """
          {"batch":[{"id":"e","type":"generation-create","timestamp":"%1$s","body":{"id":"g",
            "traceId":"t","name":"ask","startTime":"%1$s","model":"claude-sonnet-4-5",
            "usageDetails":{"input":0,"input_cache_creation":600,"input_cache_creation_1h":400}}}]}"""
              .formatted(START);
      assertThat(server.post(key, "/api/public/ingestion", generation).statusCode()).isEqualTo(207);
      RunningServer.await(() -> count(server, key, ROOT + "usage/?from=2026-01-01") == 2);
      for (JsonNode call : read(server, key, ROOT + "usage/?from=2026-01-01").get("results")) {
        assertThat(call.get("cache_write_tokens").asInt()).isEqualTo(1_000);
        assertThat(call.get("cost_usd").asString()).isEqualTo("0.004650");
      }
    }
  }

  private static long count(RunningServer server, String key, String path) {
    return read(server, key, path).get("count").asLong();
  }

  private static JsonNode read(RunningServer server, String key, String path) {
    HttpResponse<String> answer = server.get(key, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private static void overGrpc(int port, String key, ExportTraceServiceRequest request) {
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      Metadata metadata = new Metadata();
      metadata.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
      assertThat(
              TraceServiceGrpc.newBlockingStub(channel)
                  .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                  .withCompression("gzip")
                  .export(request)
                  .hasPartialSuccess())
          .isFalse();
    } finally {
      channel.shutdownNow();
    }
  }

  private static ExportTraceServiceRequest request() {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(TRACE))
            .setSpanId(id(SPAN))
            .setName("chat gpt-4o")
            .setStartTimeUnixNano(START.getEpochSecond() * 1_000_000_000L)
            .setEndTimeUnixNano((START.getEpochSecond() + 2) * 1_000_000_000L);
    String[][] attributes = {
      {"gen_ai.operation.name", "chat"},
      {"gen_ai.provider.name", "openai"},
      {"gen_ai.request.model", "gpt-4o"},
      {"gen_ai.usage.input_tokens", "100"},
      {"gen_ai.usage.output_tokens", "20"}
    };
    for (String[] attribute : attributes) {
      span.addAttributes(
          KeyValue.newBuilder()
              .setKey(attribute[0])
              .setValue(AnyValue.newBuilder().setStringValue(attribute[1])));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }

  private static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static String json() {
    return """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s",
          "name":"chat gpt-4o","startTimeUnixNano":"%d000000000","endTimeUnixNano":%d000000000,
          "attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
            {"key":"gen_ai.usage.input_tokens","value":{"stringValue":"100"}},
            {"key":"gen_ai.usage.output_tokens","value":{"stringValue":"20"}}]}]}]}]}"""
        .formatted(
            TRACE.toUpperCase(java.util.Locale.ROOT),
            SPAN,
            START.getEpochSecond(),
            START.getEpochSecond() + 2);
  }
}
