package io.hivecore.metering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which provider of the catalogue a sender means. Senders write provider names of the
 * OpenTelemetry conventions, old and new, names of client libraries, or the host they call.
 */
final class ProviderNames {
  /** Names that the catalogue's own clauses miss or take for somebody else. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("azure.ai.openai", "azure"),
          Map.entry("az.ai.openai", "azure"),
          Map.entry("azure.ai.inference", "azure"),
          Map.entry("az.ai.inference", "azure"),
          Map.entry("azure_openai", "azure"),
          Map.entry("azure-openai", "azure"),
          Map.entry("azureopenai", "azure"),
          Map.entry("azure_ai", "azure"),
          Map.entry("gcp", "google"),
          Map.entry("x_ai", "x-ai"),
          Map.entry("z.ai", "zai"),
          Map.entry("z_ai", "zai"),
          Map.entry("z-ai", "zai"),
          Map.entry("zhipu", "zhipuai"),
          Map.entry("zhipu_ai", "zhipuai"),
          Map.entry("bigmodel", "zhipuai"),
          Map.entry("fireworks_ai", "fireworks"),
          Map.entry("fireworks-ai", "fireworks"),
          Map.entry("perplexity_ai", "perplexity"),
          Map.entry("perplexity-ai", "perplexity"));

  /** Libraries and placeholders that senders put where a provider belongs. They sell nothing. */
  private static final Set<String> NOT_PROVIDERS =
      Set.of(
          "unknown",
          "none",
          "null",
          "custom",
          "other",
          "ai",
          "litellm",
          "langchain",
          "langgraph",
          "llamaindex",
          "llama_index",
          "agentscope",
          "autogen",
          "crewai",
          "spring_ai",
          "spring-ai",
          "vercel",
          "openai_compatible",
          "openai-compatible",
          "openaicompatible");

  private final List<CatalogueProvider> providers;
  private final Map<String, CatalogueProvider> byId = new LinkedHashMap<>();

  ProviderNames(List<CatalogueProvider> providers) {
    this.providers = providers;
    providers.forEach(provider -> byId.put(provider.id(), provider));
  }

  /** The provider with this id of the catalogue. */
  Optional<CatalogueProvider> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whether a text in the place of a provider says nothing about who served the call. */
  static boolean saysNothing(String lowerCaseName) {
    return lowerCaseName.isEmpty() || NOT_PROVIDERS.contains(lowerCaseName);
  }

  /** The provider that a sender means by a name or a host, in lower case. */
  Optional<CatalogueProvider> named(String name) {
    String id = SYNONYMS.getOrDefault(name, name);
    CatalogueProvider exact = byId.get(id);
    if (exact != null) {
      return Optional.of(exact);
    }
    if (saysNothing(name)) {
      return Optional.empty();
    }
    if (name.indexOf('/') >= 0 || name.indexOf(':') >= 0) {
      return byAddress(name);
    }
    return byAddress(name).or(() -> byClause(name)).or(() -> withoutSuffix(name));
  }

  private Optional<CatalogueProvider> byAddress(String name) {
    if (name.indexOf('.') < 0) {
      return Optional.empty();
    }
    String address = name.contains("://") ? name : "https://" + name;
    return providers.stream()
        .filter(provider -> provider.api() != null && provider.api().matches(address))
        .findFirst();
  }

  private Optional<CatalogueProvider> byClause(String name) {
    return providers.stream()
        .filter(
            provider -> provider.providerMatch() != null && provider.providerMatch().matches(name))
        .findFirst();
  }

  /** Some libraries append the kind of endpoint: {@code deepseek.chat}. */
  private Optional<CatalogueProvider> withoutSuffix(String name) {
    int dot = name.indexOf('.');
    return dot <= 0 ? Optional.empty() : named(name.substring(0, dot));
  }
}
