package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.ingest.masking.MaskingRule;
import io.hivecore.ingest.masking.MaskingRuleDraft;
import io.hivecore.ingest.masking.MaskingRuleStore;
import io.hivecore.ingest.masking.MaskingRules;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * How long masking takes for a span of 1.5 kB. Not part of the build: run with {@code
 * -Dtest=MaskingMeasurement}.
 */
class MaskingMeasurement {
  private static final TenantId TENANT = new TenantId(new UUID(0, 1));
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");
  private static final String[] BUILT_IN = {
    "email", "api_key", "phone", "credit_card", "identity_number"
  };

  @Test
  void measure() {
    SpanRecord span = span();
    System.out.printf(
        Locale.ROOT,
        "texts of the span: %d characters%n",
        span.content().input().length()
            + span.content().output().length()
            + span.detail().attributes().length()
            + span.detail().metadata().length());
    measure("no rule", span, 0, 0);
    measure("1 rule (email)", span, 1, 0);
    measure("5 rules, built in", span, 5, 0);
    measure("10 rules, built in", span, 10, 0);
    measure("1 rule, custom with a literal beginning", span, 0, 1);
    measure("10 rules, 5 built in and 5 custom", span, 5, 5);
  }

  private static void measure(String what, SpanRecord span, int builtIn, int custom) {
    MaskingRules rules = new MaskingRules(new Rules(), () -> TIME);
    for (int i = 0; i < builtIn; i++) {
      add(rules, BUILT_IN[i % BUILT_IN.length], "");
    }
    for (int i = 0; i < custom; i++) {
      add(rules, "custom", i % 2 == 0 ? "order-" + i + "\\d{4,}" : "(?i)\\bkunde\\s*" + i + "\\b");
    }
    RecordMasking masking = new RecordMasking(rules);
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 8; round++) {
      int times = builtIn + custom == 0 ? 2_000_000 : 20_000;
      long start = System.nanoTime();
      long kept = 0;
      for (int i = 0; i < times; i++) {
        kept += masking.prepared(TENANT, span).id().getMostSignificantBits() - 1;
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e3 / times);
      assertThat(kept).isZero();
    }
    System.out.printf(Locale.ROOT, "%-45s %8.3f us%n", what, best);
  }

  private static void add(MaskingRules rules, String kind, String pattern) {
    MaskingRules.Change change =
        rules.add(TENANT, new MaskingRuleDraft("", kind, kind, pattern, List.of(), null, true, 0));
    assertThat(change).isInstanceOf(MaskingRules.Change.Made.class);
  }

  private static SpanRecord span() {
    String input =
        "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"You plan the work of a shop."
            + " Answer in short sentences.\"}]},{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
            + "Please find out why the last three orders came late, and write to bob@example.com. "
                .repeat(5)
            + "\"}]}]";
    String output =
        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
            + "The parcels waited two days at the customs in Lyon, 14 of 20 arrived since. "
                .repeat(4)
            + "\"}],\"finish_reason\":\"stop\"}]";
    String attributes =
        "{\"gen_ai.operation.name\":\"chat\",\"gen_ai.request.model\":\"gpt-4o-mini\","
            + "\"gen_ai.usage.input_tokens\":812,\"gen_ai.usage.output_tokens\":96,"
            + "\"gen_ai.response.id\":\"chatcmpl-9J3nfk2LQ\",\"gen_ai.request.temperature\":0.2,"
            + "\"server.address\":\"api.openai.com\",\"code.function\":\"plan\"}";
    return new SpanRecord(
        new UUID(1, 3),
        TIME,
        TIME,
        new Context("shop", "", "planner", "planner", "0af7651916cd43dd8448eb211c80319c", "b7ad"),
        true,
        true,
        "",
        SpanKind.SPAN,
        "chat gpt-4o-mini",
        TIME,
        SpanStatus.UNSET,
        "",
        Subject.NONE,
        ModelCall.NONE,
        null,
        Cost.UNPRICED,
        new SpanContent(input, output, "", "", List.of()),
        new SpanDetail(List.of(), "{\"tier\":\"gold\"}", attributes, "", "", "", ""),
        "otel",
        null);
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
