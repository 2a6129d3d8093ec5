package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.ingest.masking.MaskingRule;
import io.hivecore.ingest.masking.MaskingRuleDraft;
import io.hivecore.ingest.masking.MaskingRuleStore;
import io.hivecore.ingest.masking.MaskingRules;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which texts of spans, traces and scores are masked, and which are not. */
class RecordMaskingTest {
  private static final TenantId TENANT = new TenantId(new UUID(0, 1));
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");
  private static final String JSON = "{\"k\":[\"zebra-1\"],\"n\":1.50}";
  private static final String BESIDE =
      "[{\"time\":\"zebra-9\",\"attributes\":{\"k\":\"zebra-1\"}}]";

  private final MaskingRules rules = new MaskingRules(new Rules(), () -> TIME);
  private final RecordMasking masking = new RecordMasking(rules);

  @Test
  void everyTextOfASpanIsMaskedAndNoNameOrId() {
    rule("zebra-1");
    SpanRecord masked = (SpanRecord) masking.prepared(TENANT, span());

    assertThat(bytes(masked)).doesNotContain("zebra-1");
    String json = JSON.replace("zebra-1", "#");
    String beside = BESIDE.replace("zebra-1", "#");
    assertThat(masked)
        .isEqualTo(
            span()
                .withTexts(
                    "failed: #",
                    span().call().withParameters(json),
                    new SpanContent(
                        "say #",
                        json,
                        "gen_ai.prompt",
                        "",
                        List.of(new SpanMessage(TIME, SpanMessage.Side.INPUT, json))),
                    new SpanDetail(List.of("zebra-2"), json, json, beside, beside, json, beside),
                    json));
  }

  @Test
  void everyTextOfATraceAndOfAScoreIsMasked() {
    rule("zebra-1");
    String json = JSON.replace("zebra-1", "#");
    TraceRecord trace =
        new TraceRecord(
            new UUID(1, 1),
            TIME,
            TIME,
            context(),
            "zebra-2",
            Subject.NONE,
            "say zebra-1",
            JSON,
            List.of(),
            JSON,
            TraceFigures.NONE,
            JSON);
    assertThat(masking.prepared(TENANT, trace))
        .isEqualTo(trace.withTexts("say #", json, json, json));
    ScoreRecord score =
        new ScoreRecord(
            new UUID(1, 2),
            TIME,
            TIME,
            context(),
            "zebra-2",
            ScoreRecord.DataType.NUMERIC,
            1.0,
            "saw zebra-1",
            "zebra-2",
            "api",
            "because zebra-1",
            JSON,
            JSON);
    assertThat(masking.prepared(TENANT, score))
        .isEqualTo(score.withTexts("saw #", "because #", json, json));
  }

  /** An input that is kept in place of an attribute goes by that attribute's name, too. */
  @Test
  void limitsKnowFieldsByAllTheirNames() {
    rule("zebra-1", "gen_ai.prompt", "events");
    SpanRecord masked = (SpanRecord) masking.prepared(TENANT, span());
    assertThat(masked)
        .isEqualTo(
            span()
                .withTexts(
                    "failed: zebra-1",
                    span().call(),
                    new SpanContent(
                        "say #", JSON, "gen_ai.prompt", "", span().content().messages()),
                    new SpanDetail(
                        List.of("zebra-2"),
                        JSON,
                        JSON,
                        BESIDE.replace("zebra-1", "#"),
                        BESIDE,
                        JSON,
                        BESIDE),
                    JSON));
  }

  @Test
  void withoutRulesARecordStaysTheSameObject() {
    SpanRecord span = span();
    assertThat(masking.prepared(TENANT, span)).isSameAs(span);
  }

  private void rule(String pattern, String... fields) {
    var unused =
        rules.add(
            TENANT,
            new MaskingRuleDraft("", "zebra", "custom", pattern, List.of(fields), "#", true, 0));
    assertThat(unused).isInstanceOf(MaskingRules.Change.Made.class);
  }

  private static String bytes(TelemetryRecord record) {
    return new String(RecordCodec.encode(record), StandardCharsets.UTF_8);
  }

  private static Context context() {
    return new Context("zebra-2", "zebra-2", "zebra-2", "zebra-2", "zebra-2", "zebra-2");
  }

  private static SpanRecord span() {
    return new SpanRecord(
        new UUID(1, 3),
        TIME,
        TIME,
        context(),
        true,
        true,
        "zebra-2",
        SpanKind.SPAN,
        "zebra-2",
        TIME,
        SpanStatus.UNSET,
        "failed: zebra-1",
        new Subject("zebra-2", "zebra-2", "zebra-2", "zebra-2"),
        new ModelCall(
            "zebra-2", "zebra-2", "zebra-2", JSON, "zebra-2", "", null, "", "", "", "", ""),
        null,
        Cost.UNPRICED,
        new SpanContent(
            "say zebra-1",
            JSON,
            "gen_ai.prompt",
            "",
            List.of(new SpanMessage(TIME, SpanMessage.Side.INPUT, JSON))),
        new SpanDetail(List.of("zebra-2"), JSON, JSON, BESIDE, BESIDE, JSON, BESIDE),
        "otel",
        JSON);
  }

  private static final class Rules implements MaskingRuleStore {
    private final List<MaskingRule> rules = new ArrayList<>();

    @Override
    public List<MaskingRule> all(TenantId tenant) {
      return List.copyOf(rules);
    }

    @Override
    public void add(TenantId tenant, MaskingRule rule) {
      rules.add(rule);
    }

    @Override
    public boolean replace(TenantId tenant, MaskingRule rule) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(TenantId tenant, UUID id) {
      throw new UnsupportedOperationException();
    }
  }
}
