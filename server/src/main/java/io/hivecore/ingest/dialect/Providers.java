package io.hivecore.ingest.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One name for each provider: the newest of the OpenTelemetry conventions, where they have one. */
final class Providers {
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("az.ai.openai", "azure.ai.openai"),
          Map.entry("azure", "azure.ai.openai"),
          Map.entry("azure_openai", "azure.ai.openai"),
          Map.entry("azure-openai", "azure.ai.openai"),
          Map.entry("az.ai.inference", "azure.ai.inference"),
          Map.entry("gemini", "gcp.gemini"),
          Map.entry("google", "gcp.gemini"),
          Map.entry("google-gla", "gcp.gemini"),
          Map.entry("google_genai", "gcp.gemini"),
          Map.entry("google.generative-ai", "gcp.gemini"),
          Map.entry("vertex_ai", "gcp.vertex_ai"),
          Map.entry("vertexai", "gcp.vertex_ai"),
          Map.entry("google-vertex", "gcp.vertex_ai"),
          Map.entry("google.vertex", "gcp.vertex_ai"),
          Map.entry("google_vertexai", "gcp.vertex_ai"),
          Map.entry("xai", "x_ai"),
          Map.entry("mistralai", "mistral_ai"),
          Map.entry("mistral", "mistral_ai"),
          Map.entry("aws", "aws.bedrock"),
          Map.entry("amazon", "aws.bedrock"),
          Map.entry("bedrock", "aws.bedrock"),
          Map.entry("aws_bedrock", "aws.bedrock"),
          Map.entry("amazon-bedrock", "aws.bedrock"),
          Map.entry("moonshot", "moonshot_ai"));

  /** Frameworks and placeholders that some put where a provider belongs. */
  private static final Set<String> NO_PROVIDERS =
      Set.of(
          "langchain",
          "langgraph",
          "llamaindex",
          "llama_index",
          "litellm",
          "agentscope",
          "autogen",
          "crewai",
          "spring_ai",
          "vercel",
          "unknown",
          "none",
          "custom",
          "other");

  /** What the Vercel AI SDK appends: the kind of endpoint. */
  private static final Set<String> SUFFIXES =
      Set.of("chat", "responses", "completion", "messages", "embedding", "textembedding");

  private Providers() {}

  /** Null for what names no provider. */
  static @Nullable String canonical(String sent) {
    String name = sent.toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    if (dot > 0 && SUFFIXES.contains(name.substring(dot + 1))) {
      name = name.substring(0, dot);
    }
    return NO_PROVIDERS.contains(name) ? null : SYNONYMS.getOrDefault(name, name);
  }

  static boolean isAnthropic(String canonical) {
    return canonical.startsWith("anthropic");
  }
}
