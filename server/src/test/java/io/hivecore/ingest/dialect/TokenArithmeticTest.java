package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.ingest.dialect.TokenArithmetic.Input;
import io.hivecore.telemetry.TokenUsage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The call of the tables: 41 tokens that were new, 1,536 read from the cache and 1,024 written to
 * it make 2,601 of input; 41 of answer and 96 of reasoning make 137 of output.
 */
final class TokenArithmeticTest {
  @ParameterizedTest
  @CsvSource({
    // scope, provider, detailed, rule
    "opentelemetry.instrumentation.anthropic, anthropic, false, INCLUSIVE",
    "openinference.instrumentation.anthropic, anthropic, false, INCLUSIVE",
    "pydantic-ai, anthropic, false, INCLUSIVE",
    "com.anthropic.sdk.python, anthropic, false, INCLUSIVE",
    "agentscope, anthropic, false, EXCLUSIVE",
    "agentscope.tracing._trace, anthropic, false, EXCLUSIVE",
    "agentscope, openai, false, INCLUSIVE",
    "agentscope, dashscope, false, INCLUSIVE",
    "agentscope-java, anthropic, false, INCLUSIVE",
    "ai, anthropic, false, EXCLUSIVE",
    "ai, anthropic, true, INCLUSIVE",
    "ai, openai, false, INCLUSIVE",
    "gen_ai, anthropic, false, INCLUSIVE",
    "airline, anthropic, false, INCLUSIVE",
  })
  void inputHoldsTheCacheByWhoMeasured(
      String scope, String provider, boolean detailed, Input rule) {
    assertThat(TokenArithmetic.inputOf(scope, provider, detailed)).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    // rule, sent: input, output, total, read, written, reasoning; canonical
    "INCLUSIVE, 2601, 137, 2738, 1536, 1024, 96,  2601, 137, 2738, 1536, 1024, 96",
    "INCLUSIVE, 2601, 137,     , 1536, 1024, 96,  2601, 137, 2738, 1536, 1024, 96",
    "EXCLUSIVE,   41, 137,     , 1536, 1024, 96,  2601, 137, 2738, 1536, 1024, 96",
    // The sender's total leaves out what its input leaves out.
    "EXCLUSIVE,   41, 137,  178, 1536, 1024, 96,  2601, 137, 2738, 1536, 1024, 96",
    // The safety net: a part cannot be larger than the whole.
    "INCLUSIVE,   41, 137,     , 1536, 1024, 96,  2601, 137, 2738, 1536, 1024, 96",
    "INCLUSIVE, 2601,  41,     , 1536, 1024, 96,  2601, 137, 2738, 1536, 1024, 96",
    // All of it may come from the cache.
    "INCLUSIVE, 1536,  11,     , 1536,     ,   ,  1536,  11, 1547, 1536,    0,  0",
    "INCLUSIVE,     ,    ,   34,     ,     ,   ,     0,   0,   34,    0,    0,  0",
    "INCLUSIVE,   23,    ,     ,     ,     ,   ,    23,   0,   23,    0,    0,  0",
    "INCLUSIVE,     ,  11,     ,     ,     ,   ,     0,  11,   11,    0,    0,  0",
    "INCLUSIVE,    0,   0,    0,    0,    0,  0,     0,   0,    0,    0,    0,  0",
    // A total that knows more than its parts, as Gemini's with the tokens of tools.
    "INCLUSIVE,   23,  11,   40,     ,     ,   ,    23,  11,   40,    0,    0,  0",
  })
  void countsBecomeOfOneMeaning(
      Input rule,
      @Nullable Long input,
      @Nullable Long output,
      @Nullable Long total,
      @Nullable Long read,
      @Nullable Long written,
      @Nullable Long reasoning,
      long expectedInput,
      long expectedOutput,
      long expectedTotal,
      long expectedRead,
      long expectedWritten,
      long expectedReasoning) {
    assertThat(
            TokenArithmetic.usage(
                new RawTokens(input, output, total, read, written, reasoning), rule))
        .isEqualTo(
            new TokenUsage(
                expectedInput,
                expectedOutput,
                expectedTotal,
                expectedRead,
                expectedWritten,
                expectedReasoning));
  }

  @Test
  void nothingSentIsNoUsage() {
    assertThat(
            TokenArithmetic.usage(
                new RawTokens(null, null, null, null, null, null), Input.INCLUSIVE))
        .isNull();
  }

  @Test
  void sumsStayWithinTheBound() {
    long most = TokenUsage.MAX;
    assertThat(
            TokenArithmetic.usage(
                new RawTokens(most, most, most, most, most, most), Input.EXCLUSIVE))
        .isEqualTo(new TokenUsage(most, most, most, most, most, most));
  }

  @Test
  void bucketsOfLangfuseDoNotOverlap() {
    assertThat(
            UsageDetails.of(
                Map.of(
                    "input", 41L,
                    "input_cached_tokens", 1_536L,
                    "input_cache_creation", 1_000L,
                    "input_cache_creation_5m", 24L,
                    "output", 41L,
                    "output_reasoning_tokens", 96L,
                    "total", 2_738L)))
        .isEqualTo(new RawTokens(2_601L, 137L, 2_738L, 1_536L, 1_024L, 96L));
  }

  @Test
  void whatOldSdksRepeatBesideBucketsIsNotCountedTwice() {
    assertThat(
            UsageDetails.of(
                Map.of(
                    "input",
                    23L,
                    "output",
                    11L,
                    "total",
                    34L,
                    "prompt_tokens",
                    23L,
                    "completion_tokens",
                    11L)))
        .isEqualTo(new RawTokens(23L, 11L, 34L, 0L, 0L, 0L));
  }

  @Test
  void replyOfOpenAiHoldsTheCacheInItsPrompt() {
    assertThat(
            UsageDetails.of(
                Map.of(
                    "prompt_tokens", 1_577L,
                    "completion_tokens", 137L,
                    "total_tokens", 1_714L,
                    "prompt_tokens_details", Map.of("cached_tokens", 1_536L),
                    "completion_tokens_details", Map.of("reasoning_tokens", 96L))))
        .isEqualTo(new RawTokens(1_577L, 137L, 1_714L, 1_536L, null, 96L));
  }

  @Test
  void replyOfAnthropicHasTheCacheBesideItsInput() {
    assertThat(
            UsageDetails.of(
                Map.of(
                    "input_tokens", 41L,
                    "output_tokens", 137L,
                    "cache_read_input_tokens", 1_536L,
                    "cache_creation_input_tokens", 1_024L)))
        .isEqualTo(new RawTokens(2_601L, 137L, null, 1_536L, 1_024L, null));
  }

  @Test
  void countsThatAreNoneAreIgnored() {
    assertThat(UsageDetails.of(Map.of("input", -1L, "output", "many", "total", 1e300)))
        .isEqualTo(new RawTokens(null, null, null, null, null, null));
  }
}
