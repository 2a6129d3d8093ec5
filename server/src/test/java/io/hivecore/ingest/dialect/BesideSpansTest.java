package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What spans say of other things than themselves. */
final class BesideSpansTest {
  private static List<TelemetryRecord> beside(Span.Builder... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (Span.Builder span : spans) {
      scope.addSpans(span);
    }
    List<Decoded> read = new ArrayList<>();
    List<TelemetryRecord> beside = new ArrayList<>();
    OtlpTraces.read(
        request.build(),
        Otlp.arrival(),
        TestIdentities.of(Otlp.arrival(), Otlp.NOW),
        read::add,
        record -> beside.add(record.record()));
    assertThat(read).hasSize(spans.length);
    return beside;
  }

  @Test
  void traceHasTheNameThatItsOutermostSpanGivesIt() {
    List<TelemetryRecord> beside =
        beside(
            Otlp.span("inner", Map.of("gen_ai.workflow.name", "inner"))
                .setStartTimeUnixNano(Otlp.START_NANOS + 1_000_000),
            Otlp.span(
                "outer",
                Map.of(
                    "gen_ai.workflow.name", "outer",
                    "langfuse.trace.input", "question",
                    "langfuse.trace.output", "answer",
                    "hivecore.project.id", "apiary")),
            Otlp.span("plain", Map.of()));
    assertThat(beside).hasSize(1);
    TraceRecord trace = (TraceRecord) beside.getFirst();
    assertThat(trace.id())
        .isEqualTo(TestIdentities.of(Otlp.arrival(), Otlp.NOW).ofTrace(Otlp.TRACE).id());
    assertThat(trace.traceId()).isEqualTo(Otlp.TRACE);
    assertThat(trace.name()).isEqualTo("outer");
    assertThat(trace.input()).isEqualTo("question");
    assertThat(trace.output()).isEqualTo("answer");
    assertThat(trace.context().projectId()).isEqualTo("apiary");
    assertThat(trace.timestamp()).isEqualTo(Otlp.START);
    assertThat(trace.figures()).isEqualTo(TraceFigures.NONE);
  }

  @Test
  void resultOfAnEvaluationAsEventIsAScoreOfTheSpan() {
    Span.Builder span = Otlp.span("chat", Map.of());
    span.addEventsBuilder()
        .setName("gen_ai.evaluation.result")
        .setTimeUnixNano(Otlp.START_NANOS)
        .addAllAttributes(
            Otlp.attributes(
                Map.of(
                    "gen_ai.evaluation.name", "politeness",
                    "gen_ai.evaluation.score.label", "polite")));
    ScoreRecord score = (ScoreRecord) beside(span).getFirst();
    assertThat(score.name()).isEqualTo("politeness");
    assertThat(score.dataType()).isEqualTo(ScoreRecord.DataType.CATEGORICAL);
    assertThat(score.label()).isEqualTo("polite");
    assertThat(score.context().spanId()).isEqualTo(Otlp.SPAN);
  }

  @Test
  void spansThatSayNothingOfTheKindHaveNothingBeside() {
    assertThat(beside(Otlp.span("chat", Map.of("gen_ai.operation.name", "chat")))).isEmpty();
  }
}
