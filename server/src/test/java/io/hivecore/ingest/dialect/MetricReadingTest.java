package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.Metric.Temporality;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.Subject;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data points become records, or are refused each with its reason. */
final class MetricReadingTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String TIMES =
      "\"startTimeUnixNano\":\"1767225600000000000\",\"timeUnixNano\":\"1767225660000000000\"";

  private static List<Decoded> read(ExportMetricsServiceRequest request) {
    Arrival arrival = new Arrival(NOW, "hive", "", "");
    List<Decoded> decoded = new ArrayList<>();
    OtlpMetrics.read(request, arrival, TestIdentities.of(arrival, NOW), decoded::add);
    return decoded;
  }

  private static List<Decoded> read(String metrics) {
    return read(
        request("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[" + metrics + "]}]}]}"));
  }

  private static ExportMetricsServiceRequest request(String json) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    OtlpJson.fill(request, (Map<?, ?>) Objects.requireNonNull(JsonIn.parse(json)));
    return request.build();
  }

  private static MetricPoint point(Decoded decoded) {
    return (MetricPoint) ((IncomingRecord) decoded).record();
  }

  @Test
  void aPointOfACodingAgentIsOfItsSessionAndModel() {
    byte[] body = Corpus.metrics("handmade/claude-code").getFirst().body();
    ExportMetricsServiceRequest request = request(new String(body, StandardCharsets.UTF_8));
    List<Decoded> decoded = read(request);
    assertThat(decoded).hasSize(4);
    MetricPoint first = point(decoded.getFirst());
    assertThat(first)
        .isEqualTo(
            new MetricPoint(
                first.id(),
                Instant.parse("2026-01-01T00:01:00Z"),
                NOW,
                new Context("hive", "", "", "claude_code", "", ""),
                first.series(),
                new Metric(
                    "claude_code.token.usage",
                    "tokens",
                    "",
                    Metric.Type.SUM,
                    Temporality.DELTA,
                    true),
                Instant.parse("2026-01-01T00:00:00Z"),
                new PointValue.Real(41),
                new Subject("corpus-session", "", "", "2.1.0"),
                "claude-code",
                "claude-sonnet-4-5-20250929",
                "anthropic",
                "{\"model\":\"claude-sonnet-4-5-20250929\",\"session.id\":\"corpus-session\","
                    + "\"type\":\"input\"}",
                "{\"service.name\":\"claude-code\",\"service.version\":\"2.1.0\"}",
                "{\"name\":\"com.anthropic.claude_code\",\"version\":\"2.1.0\",\"attributes\":{}}",
                null));
    assertThat(decoded).map(each -> point(each).series()).doesNotHaveDuplicates();
    // What is sent again is the same.
    assertThat(read(request)).isEqualTo(decoded);
  }

  @Test
  void allThatLibrariesSentIsTakenWithIdsOfItsOwn() throws InvalidProtocolBufferException {
    for (Corpus.Case one : Corpus.cases()) {
      Set<UUID> ids = new HashSet<>();
      for (Corpus.Request request : one.requests()) {
        if (request.path().endsWith("/metrics") && !request.json()) {
          for (Decoded decoded : read(ExportMetricsServiceRequest.parseFrom(request.body()))) {
            assertThat(decoded).as(one.toString()).isInstanceOf(IncomingRecord.class);
            assertThat(((IncomingRecord) decoded).identified()).isTrue();
            assertThat(ids.add(point(decoded).id())).as("%s %s", one, decoded).isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"m","gauge":{"dataPoints":[{T,"asDouble":"NaN"}]}} | as_double: expected a finite number
          {"name":"m","gauge":{"dataPoints":[{T}]}} | value: expected as_int or as_double
          {"name":"m","gauge":{"dataPoints":[{T,"flags":1,"asInt":1}]}} | flags: no value was recorded
          {"name":" ","gauge":{"dataPoints":[{T,"asInt":1}]}} | name: expected the name
          {"name":"m","sum":{"dataPoints":[{T,"asInt":1}]}} | aggregation_temporality: expected
          {"name":"m","histogram":{"aggregationTemporality":1,"dataPoints":[{T,"count":3,"bucketCounts":["1","1"],"explicitBounds":[1]}]}} | count: expected the sum of its buckets, which is 2, not 3
          {"name":"m","histogram":{"aggregationTemporality":1,"dataPoints":[{T,"count":2,"bucketCounts":["2"],"explicitBounds":[1]}]}} | bucket_counts: expected one more
          {"name":"m","histogram":{"aggregationTemporality":1,"dataPoints":[{T,"count":1,"bucketCounts":["1","0","0"],"explicitBounds":[2,2]}]}} | explicit_bounds: expected numbers that go up
          {"name":"m","histogram":{"aggregationTemporality":1,"dataPoints":[{T,"count":1,"sum":"Infinity"}]}} | sum: expected a finite number
          {"name":"m","histogram":{"aggregationTemporality":1,"dataPoints":[{T,"count":"18446744073709551615"}]}} | count: expected at most
          {"name":"m","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{T,"count":1,"scale":21,"zeroCount":1}]}} | scale: expected -10 to 20
          {"name":"m","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{T,"count":1,"scale":1}]}} | count: expected the sum
          {"name":"m","summary":{"dataPoints":[{T,"count":1,"quantileValues":[{"quantile":2}]}]}} | quantile_values.quantile: expected 0 to 1
          """)
  void aPointThatCannotBeKeptIsNamed(String metric, String reason) {
    List<Decoded> decoded =
        read(
            metric.replace("{T", "{" + TIMES)
                + ",{\"name\":\"ok\",\"gauge\":{\"dataPoints\":[{"
                + TIMES
                + ",\"asInt\":\"7\"}]}}");
    assertThat(decoded).hasSize(2);
    Rejection rejection = (Rejection) decoded.getFirst();
    assertThat(rejection.detail()).startsWith(reason).contains("data point 1 of the request");
    assertThat(point(decoded.getLast()).value()).isEqualTo(new PointValue.Whole(7));
  }

  @Test
  void everyTypeIsRead() {
    List<Decoded> decoded =
        read(
            """
            {"name":"h","unit":"s","description":"d","histogram":{"aggregationTemporality":2,
              "dataPoints":[{TIMES,"count":3,"sum":4.5,"min":1,"max":2,
                "bucketCounts":["1","2"],"explicitBounds":[1]}]}},
            {"name":"e","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[
              {TIMES,"count":6,"scale":2,"zeroCount":1,"positive":{"offset":-3,
                "bucketCounts":["2","1"]},"negative":{"offset":4,"bucketCounts":["2"]}}]}},
            {"name":"s","summary":{"dataPoints":[{TIMES,"count":9,"sum":1,"quantileValues":[
              {"quantile":0.5,"value":3},{"quantile":1,"value":"NaN"}]}]}},
            {"name":"c","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
              {"asInt":"9223372036854775807"}]}}"""
                .replace("TIMES", TIMES));
    assertThat(decoded)
        .map(each -> point(each).value())
        .containsExactly(
            new PointValue.Histogram(3, 4.5, 1.0, 2.0, List.of(1.0), List.of(1L, 2L)),
            new PointValue.ExponentialHistogram(
                6,
                null,
                null,
                null,
                2,
                1,
                0,
                new PointValue.Buckets(-3, List.of(2L, 1L)),
                new PointValue.Buckets(4, List.of(2L))),
            new PointValue.Summary(9, 1, List.of(new PointValue.Quantile(0.5, 3))),
            new PointValue.Whole(Long.MAX_VALUE));
    // Without a time it is as of now, and nothing tells it from the next.
    assertThat(point(decoded.getLast()).timestamp()).isEqualTo(NOW);
    assertThat(((IncomingRecord) decoded.getLast()).identified()).isFalse();
  }
}
