package io.hivecore.ingest.dialect;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.ScoreRecord.DataType;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

  /** OpenInference has two words for them, and three things that they may be of. */
  @Test
  void annotationsAndEvaluationsAreScores() {
    List<TelemetryRecord> beside =
        beside(
            Otlp.span(
                "chain",
                Map.ofEntries(
                    entry("session.id", "meadow"),
                    entry("annotations.0.annotation.name", "hallucination"),
                    entry("annotations.0.annotation.score", 1),
                    entry("annotations.0.annotation.label", "hallucinated"),
                    entry("annotations.0.annotation.explanation", "Nothing says so."),
                    entry("annotations.0.annotation.annotator_kind", "LLM"),
                    entry("annotations.0.annotation.identifier", "judge-v2"),
                    entry("annotations.0.annotation.metadata", "{\"rubric\":2}"),
                    entry("evaluations.3.evaluation.name", "politeness"),
                    entry("evaluations.3.evaluation.label", "polite"),
                    entry("evaluations.3.evaluation.annotator_kind", "HUMAN"),
                    entry("trace.evaluations.0.evaluation.name", "answered"),
                    entry("trace.evaluations.0.evaluation.score", 0.5),
                    entry("session.annotations.0.annotation.name", "mood"),
                    entry("session.annotations.0.annotation.explanation", "All were glad."))));
    List<ScoreRecord> scores = beside.stream().map(record -> (ScoreRecord) record).toList();
    assertThat(scores)
        .extracting(
            ScoreRecord::name,
            score -> score.context().traceId(),
            score -> score.context().spanId(),
            ScoreRecord::sessionId,
            ScoreRecord::dataType,
            ScoreRecord::value,
            ScoreRecord::label,
            ScoreRecord::comment,
            ScoreRecord::source)
        .containsExactlyInAnyOrder(
            tuple(
                "hallucination",
                Otlp.TRACE,
                Otlp.SPAN,
                "",
                DataType.NUMERIC,
                1.0,
                "hallucinated",
                "Nothing says so.",
                "eval"),
            tuple(
                "politeness",
                Otlp.TRACE,
                Otlp.SPAN,
                "",
                DataType.CATEGORICAL,
                null,
                "polite",
                "",
                "annotation"),
            tuple("answered", Otlp.TRACE, "", "", DataType.NUMERIC, 0.5, "", "", "eval"),
            tuple(
                "mood",
                "",
                "",
                "meadow",
                DataType.CATEGORICAL,
                null,
                "",
                "All were glad.",
                "eval"));
    assertThat(scores)
        .filteredOn(score -> score.name().equals("hallucination"))
        .extracting(ScoreRecord::metadata)
        .containsExactly(
            "{\"annotator_kind\":\"LLM\",\"identifier\":\"judge-v2\",\"metadata\":{\"rubric\":2}}");
  }

  /** The producer's identifier names a result, a place in the list does not. */
  @Test
  void annotationSentAgainIsTheSameScore() {
    UUID first = annotation("0", "judge", "good");
    assertThat(annotation("7", "judge", "bad")).isEqualTo(first);
    assertThat(annotation("0", "other", "good")).isNotEqualTo(first);
    UUID unnamed = annotation("0", "", "good");
    assertThat(annotation("7", "", "good")).isEqualTo(unnamed);
    assertThat(annotation("0", "", "bad")).isNotEqualTo(unnamed);
  }

  private static UUID annotation(String place, String identifier, String label) {
    String start = "annotations." + place + ".annotation.";
    List<TelemetryRecord> beside =
        beside(
            Otlp.span(
                "chain",
                Map.of(
                    start + "name", "tone",
                    start + "label", label,
                    start + "identifier", identifier)));
    return beside.getFirst().id();
  }

  @Test
  void annotationsOfNothingAreNoScores() {
    assertThat(
            beside(
                Otlp.span(
                    "chain",
                    Map.of(
                        "annotations.0.annotation.score",
                        1,
                        "annotations.1.annotation.name",
                        "nameless result",
                        "session.annotations.0.annotation.name",
                        "of no session",
                        "session.annotations.0.annotation.score",
                        1))))
        .isEmpty();
  }

  @Test
  void spansThatSayNothingOfTheKindHaveNothingBeside() {
    assertThat(beside(Otlp.span("chat", Map.of("gen_ai.operation.name", "chat")))).isEmpty();
  }
}
