package io.hivecore.metering.genaiprices;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.metering.PriceCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds models by the names that senders really use. */
class NamesTest {
  private static final PriceCatalogue CATALOGUE = BundledCatalogue.load();

  @ParameterizedTest
  @CsvSource({
    // The name alone, as the original exporter sends it.
    "'', gpt-4o, openai, gpt-4o",
    "'', GPT-4o, openai, gpt-4o",
    "'', ' gpt-4o ', openai, gpt-4o",
    "'', gpt-4o-mini-2024-07-18, openai, gpt-4o-mini",
    "'', o3-mini, openai, o3-mini",
    "'', chatgpt-4o-latest, openai, chatgpt-4o-latest",
    "'', text-embedding-3-small, openai, text-embedding-3-small",
    "'', claude-3-5-sonnet-20241022, anthropic, claude-3-5-sonnet",
    "'', claude-opus-4-6, anthropic, claude-opus-4-6",
    "'', gemini-2.0-flash, google, gemini-2.0-flash",
    "'', models/gemini-2.5-pro, google, gemini-2.5-pro",
    "'', publishers/google/models/gemini-2.5-pro, google, gemini-2.5-pro",
    "'', deepseek-chat, deepseek, deepseek-chat",
    "'', kimi-k2.5, moonshotai, kimi-k2.5",
    "'', GLM-4-plus, zhipuai, GLM-4-Plus",
    "'', mistral-large-latest, mistral, mistral-large",
    "'', grok-4, x-ai, grok-4-0709",
    // A provider in front of the name.
    "'', openai/gpt-4o, openai, gpt-4o",
    "'', anthropic/claude-3.5-sonnet, anthropic, claude-3-5-sonnet",
    "'', gemini/gemini-1.5-pro, google, gemini-1.5-pro",
    "'', openrouter/openai/gpt-4o, openrouter, openai/gpt-4o",
    "'', openai/deepseek-chat, deepseek, deepseek-chat",
    // Amazon Bedrock's form.
    "'', us.anthropic.claude-3-5-sonnet-20241022-v2:0, aws,"
        + " regional.anthropic.claude-3-5-sonnet-20241022-v2:0",
    "'', bedrock/anthropic.claude-3-5-sonnet-20241022-v2:0, aws,"
        + " regional.anthropic.claude-3-5-sonnet-20241022-v2:0",
    // A provider by its names of the OpenTelemetry conventions, of libraries and of hosts.
    "openai, gpt-4o, openai, gpt-4o",
    "OpenAI, gpt-4o, openai, gpt-4o",
    "openai.chat, gpt-4o, openai, gpt-4o",
    "api.openai.com, gpt-4o, openai, gpt-4o",
    "azure.ai.openai, gpt-4o, azure, gpt-4o",
    "az.ai.openai, gpt-4o, azure, gpt-4o",
    "somebody.openai.azure.com, gpt-4o, azure, gpt-4o",
    "aws.bedrock, anthropic.claude-3-5-sonnet-20241022-v2:0, aws,"
        + " regional.anthropic.claude-3-5-sonnet-20241022-v2:0",
    "gcp.vertex_ai, gemini-2.5-pro, google, gemini-2.5-pro",
    "vertex_ai, claude-sonnet-4@20250514, google, claude-4-sonnet",
    "xai, grok-4, x-ai, grok-4-0709",
    "x_ai, grok-4, x-ai, grok-4-0709",
    "xai.chat, grok-4, x-ai, grok-4-0709",
    "mistral_ai, mistral-large-latest, mistral, mistral-large",
    "https://api.deepseek.com/v1, deepseek-chat, deepseek, deepseek-chat",
    "zai, glm-5.2, zai, GLM-5.2",
    "openrouter, qwen/qwen-max, openrouter, qwen/qwen-max",
    // A library is no provider; OpenAI's protocol is spoken by many.
    "langchain, gpt-4o, openai, gpt-4o",
    "unknown, gpt-4o, openai, gpt-4o",
    "openai-compatible, deepseek-chat, deepseek, deepseek-chat",
    "openai, deepseek-chat, deepseek, deepseek-chat"
  })
  void finds(String provider, String name, String soldBy, String model) {
    assertThat(CATALOGUE.find(provider, name))
        .hasValueSatisfying(
            listing -> {
              assertThat(listing.provider().id()).isEqualTo(soldBy);
              assertThat(listing.model().id()).isEqualTo(model);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'', unknown",
    "'', gpt-unheard-of",
    "'', gpt-4-mini",
    "'', qwen-max",
    "'', qwen/qwen-max",
    "'', dashscope/qwen-max",
    "'', glm-4.6",
    "'', doubao-pro-32k",
    // A fine-tuned model has a price of its own.
    "'', ft:gpt-4o:somebody::1",
    // On somebody's own machine.
    "'', deepseek-r1:8b",
    "openai, deepseek-r1:1.5b",
    "ollama, gpt-oss:20b",
    "localhost:11434, deepseek-r1",
    // Whom we do not know may ask any price.
    "dashscope, deepseek-v3.2",
    "somebody, gpt-4o",
    "https://proxy.example/openai, gpt-4o",
    "anthropic, gpt-4o"
  })
  void findsNothing(String provider, String name) {
    assertThat(CATALOGUE.find(provider, name)).isEmpty();
  }

  @Test
  @Timeout(10)
  void hostileNamesFindNothingFast() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(CATALOGUE.find("", "openai/".repeat(35) + i)).isEmpty();
      assertThat(CATALOGUE.find("", "gpt-" + "-20250101".repeat(27) + i)).isEmpty();
      assertThat(CATALOGUE.find("a.".repeat(127) + i % 10, "gpt-4o" + i)).isEmpty();
    }
    assertThat(CATALOGUE.find("", "gpt-4o".repeat(1_000_000))).isEmpty();
    assertThat(CATALOGUE.find("openai".repeat(1_000_000), "gpt-4o")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "/", "//", ":", "::b", "openai/", "/gpt-4o", "İ", "\ud800"})
  void oddNamesFindNothing(String name) {
    assertThat(CATALOGUE.find("", name)).isEmpty();
    assertThat(CATALOGUE.find(name, "gpt-4o-nothing")).isEmpty();
  }

  @Test
  void namesOfAProviderHaveOneForm() {
    assertThat(CATALOGUE.canonicalProvider("Azure.AI.OpenAI")).isEqualTo("azure");
    assertThat(CATALOGUE.canonicalProvider("DashScope")).isEqualTo("dashscope");
    assertThat(CATALOGUE.canonicalProvider("langchain")).isEmpty();
    assertThat(CATALOGUE.canonicalProvider("")).isEmpty();
  }
}
