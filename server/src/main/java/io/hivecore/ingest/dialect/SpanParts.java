package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a span's record of what its attributes say. */
final class SpanParts {
  private SpanParts() {}

  static SpanKind kind(Found found, String spanName) {
    SpanKind said = found.kind();
    if (said == SpanKind.SPAN && (found.has(Slot.USAGE_DETAILS) || hasLangfuseModel(found))) {
      // Langfuse's Python SDK until 3.3.0 calls generations so.
      return SpanKind.GENERATION;
    }
    if (said == SpanKind.CHAIN && found.text(Slot.CHAIN_AGENT).equals(spanName)) {
      return SpanKind.AGENT;
    }
    if (said != null) {
      return said;
    }
    SpanKind named = found.has(Slot.DIALECT) ? SpanNames.kind(spanName) : SpanKind.SPAN;
    if (named != SpanKind.SPAN) {
      return named;
    }
    if (found.has(Slot.TOOL_NAME) || found.has(Slot.TOOL_CALL_ID)) {
      return SpanKind.TOOL;
    }
    boolean model = found.has(Slot.RESPONSE_MODEL) || found.has(Slot.REQUEST_MODEL);
    boolean tokens =
        found.has(Slot.USAGE_DETAILS)
            || found.has(Slot.INPUT_TOKENS)
            || found.has(Slot.OUTPUT_TOKENS)
            || found.has(Slot.TOTAL_TOKENS);
    return model && tokens ? SpanKind.GENERATION : SpanKind.SPAN;
  }

  private static boolean hasLangfuseModel(Found found) {
    Found.Value model = found.value(Slot.RESPONSE_MODEL);
    return model != null && model.key().startsWith("langfuse.");
  }

  static Context context(
      Found found,
      Origin origin,
      Arrival arrival,
      String agentName,
      String traceId,
      String spanId) {
    String project = origin.text(found, Slot.PROJECT);
    String round = origin.text(found, Slot.ROUND);
    return new Context(
        project.isEmpty() ? arrival.projectId() : project,
        round.isEmpty() ? arrival.roundId() : round,
        origin.text(found, Slot.AGENT_ID),
        agentName,
        traceId,
        spanId);
  }

  static Subject subject(Found found, Origin origin) {
    return new Subject(
        origin.text(found, Slot.SESSION),
        origin.text(found, Slot.USER),
        origin.text(found, Slot.ENVIRONMENT),
        origin.text(found, Slot.RELEASE));
  }

  static ModelCall call(
      Found found, Origin origin, SpanKind kind, String spanName, @Nullable Instant start) {
    String requestModel = found.text(Slot.REQUEST_MODEL);
    String responseModel = found.text(Slot.RESPONSE_MODEL);
    if (requestModel.isEmpty() && responseModel.isEmpty() && kind.isInference()) {
      requestModel = SpanNames.model(spanName);
    }
    String provider = found.text(Slot.PROVIDER);
    if (provider.isEmpty() && kind.isInference()) {
      provider = found.text(Slot.HOST);
    }
    String toolName = found.text(Slot.TOOL_NAME);
    if (kind == SpanKind.TOOL && toolName.isEmpty()) {
      toolName = SpanNames.tool(spanName, found.text(Slot.ENTITY_NAME));
    }
    return new ModelCall(
        requestModel,
        responseModel,
        provider,
        found.gathered(Slot.PARAMETERS),
        found.text(Slot.RESPONSE_ID),
        finishReasons(found),
        firstToken(found, start),
        found.text(Slot.PROMPT_NAME),
        found.text(Slot.PROMPT_VERSION),
        toolName,
        found.text(Slot.TOOL_CALL_ID),
        origin.text(found, Slot.AGENT_VERSION));
  }

  /** As sent, else as the messages of the completion say. */
  private static String finishReasons(Found found) {
    String reasons = found.text(Slot.FINISH_REASONS);
    Found.Value output = found.value(Slot.OUTPUT);
    if (!reasons.isEmpty()
        || output == null
        || !(output.value() instanceof String text)
        || !text.contains("\"finish_reason\"")
        || !(JsonIn.structure(text) instanceof List<?> messages)) {
      return reasons;
    }
    List<Object> said = new ArrayList<>();
    for (Object message : messages) {
      Object reason = Tree.at(message, "finish_reason");
      if (reason != null) {
        said.add(reason);
      }
    }
    Object joined = Readings.JOINED.read(said);
    return joined == null ? "" : (String) joined;
  }

  private static @Nullable Double firstToken(Found found, @Nullable Instant start) {
    Double millis = found.real(Slot.FIRST_TOKEN_MILLIS);
    Instant when = found.time(Slot.FIRST_TOKEN_TIME);
    if (millis != null || when == null || start == null) {
      return millis;
    }
    return Math.max(0, Duration.between(start, when).toNanos() / 1e6);
  }

  static @Nullable TokenUsage tokens(Found found, Origin origin, SpanKind kind, String provider) {
    RawTokens details = UsageDetails.of(found.object(Slot.USAGE_DETAILS));
    if (!details.isEmpty()) {
      return TokenArithmetic.usage(details, TokenArithmetic.Input.INCLUSIVE);
    }
    RawTokens raw =
        new RawTokens(
            found.count(Slot.INPUT_TOKENS),
            found.count(Slot.OUTPUT_TOKENS),
            found.count(Slot.TOTAL_TOKENS),
            found.count(Slot.CACHE_READ),
            found.count(Slot.CACHE_WRITE),
            found.count(Slot.REASONING));
    if (kind == SpanKind.EMBEDDING && raw.input() == null && raw.output() == null) {
      // All that is embedded is input.
      raw =
          new RawTokens(
              raw.total(), null, raw.total(), raw.cacheRead(), raw.cacheWrite(), raw.reasoning());
    }
    return TokenArithmetic.usage(
        raw, TokenArithmetic.inputOf(origin.scopeName(), provider, found.has(Slot.INPUT_DETAILED)));
  }

  /** Of the tokens written to a cache those that stay there for an hour. */
  static long hourCacheWrites(Found found) {
    Long said = found.count(Slot.CACHE_WRITE_HOUR);
    return said == null ? UsageDetails.hourCacheWrites(found.object(Slot.USAGE_DETAILS)) : said;
  }

  static Cost cost(Found found) {
    BigDecimal reported = found.decimal(Slot.COST);
    if (reported == null) {
      reported = sum(found.decimal(Slot.INPUT_COST), found.decimal(Slot.OUTPUT_COST));
    }
    return reported == null ? Cost.UNPRICED : new Cost(reported, null, "");
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? (one == null ? other : one) : one.add(other);
  }
}
