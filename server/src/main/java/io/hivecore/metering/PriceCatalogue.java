package io.hivecore.metering;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Published prices of many providers' models. Immutable.
 *
 * <p>Implementation note: a name costs some microseconds; {@link Pricing} remembers what it found.
 */
public final class PriceCatalogue {
  /** No model has a longer name; longer ones are nobody's and not worth the walk. */
  static final int LONGEST_NAME = 256;

  /** Providers in front of a name that are followed; more are nobody's way to write. */
  private static final int MOST_HOPS = 3;

  /** OpenRouter sells everybody's models under {@code maker/model}. */
  private static final String OPENROUTER = "openrouter";

  /**
   * The provider that senders name who call any server that speaks its protocol, so that naming it
   * says little when it sells no such model.
   */
  private static final String PROTOCOL_OF_MANY = "openai";

  private static final String BEDROCK = "aws";

  /** OpenAI's names that its clause for inference does not know. */
  private static final List<String> MORE_OF_OPENAI =
      List.of("text-embedding-", "chatgpt-", "davinci-", "babbage-");

  /** Beginnings of resource paths (Google's) whose last segment is the model's name. */
  private static final Set<String> RESOURCE_PATHS = Set.of("models", "publishers", "projects");

  private final String source;
  private final String version;
  private final List<CatalogueProvider> providers;
  private final ProviderNames names;

  /** Made when a provider is first asked for: a process meets a few of them. */
  private final Map<String, ModelIndex> indexes = new ConcurrentHashMap<>();

  /**
   * @param source where the prices come from, such as {@code genai-prices}
   * @param version the source's version
   */
  public PriceCatalogue(String source, String version, List<CatalogueProvider> providers) {
    this.source = source;
    this.version = version;
    this.providers = List.copyOf(providers);
    this.names = new ProviderNames(this.providers);
  }

  public String source() {
    return source;
  }

  public String version() {
    return version;
  }

  public List<CatalogueProvider> providers() {
    return providers;
  }

  /**
   * A model as one provider sells it.
   *
   * @param provider who sells it; the price may be listed with the maker when it is the same
   */
  public record Listing(CatalogueProvider provider, CatalogueModel model) {}

  /**
   * Finds a model by the names that a sender gave. A provider that is not in the catalogue finds
   * nothing, for nobody else's price is known to be its own; without a provider it is inferred from
   * the model's name.
   *
   * @param provider as sent, in any case; empty when not sent
   * @param modelName as sent, in any case
   */
  public Optional<Listing> find(String provider, String modelName) {
    if (modelName.length() > LONGEST_NAME || provider.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    return findNamed(normal(provider), normal(modelName), MOST_HOPS);
  }

  /**
   * One name for all the names of a provider: the catalogue's id, or the name itself in lower case
   * when the catalogue does not know it; empty when it says nothing.
   */
  public String canonicalProvider(String provider) {
    if (provider.length() > LONGEST_NAME) {
      return provider;
    }
    String name = normal(provider);
    if (ProviderNames.saysNothing(name)) {
      return "";
    }
    return names.named(name).map(CatalogueProvider::id).orElse(name);
  }

  /** Whether a provider's models are in the catalogue, or it says nothing and is inferred. */
  boolean lists(String provider) {
    String name = normal(provider);
    return ProviderNames.saysNothing(name) || names.named(name).isPresent();
  }

  static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private Optional<Listing> findNamed(String provider, String model, int hops) {
    if (model.isEmpty() || hops == 0) {
      return Optional.empty();
    }
    if (ProviderNames.saysNothing(provider)) {
      return infer(model, hops);
    }
    Optional<CatalogueProvider> named = names.named(provider);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Optional<Listing> sold = soldBy(named.get(), model);
    if (sold.isEmpty() && named.get().id().equals(PROTOCOL_OF_MANY)) {
      return infer(model, hops);
    }
    return sold;
  }

  private Optional<Listing> infer(String model, int hops) {
    if (ModelNames.saysSelfHosted(model)) {
      return Optional.empty();
    }
    Optional<CatalogueProvider> head = providerInFront(model);
    if (head.isPresent()) {
      return soldBy(head.get(), model)
          .or(() -> findNamed(head.get().id(), behindProvider(model), hops - 1))
          .or(() -> names.byId(OPENROUTER).flatMap(router -> soldBy(router, model)));
    }
    for (CatalogueProvider provider : providers) {
      if (provider.modelMatch() != null && provider.modelMatch().matches(model)) {
        Optional<Listing> listing = soldBy(provider, model);
        if (listing.isPresent()) {
          return listing;
        }
      }
    }
    if (ModelNames.isBedrocks(model)) {
      return names.byId(BEDROCK).flatMap(bedrock -> soldBy(bedrock, model));
    }
    return MORE_OF_OPENAI.stream().anyMatch(model::startsWith)
        ? names.byId(PROTOCOL_OF_MANY).flatMap(openAi -> soldBy(openAi, model))
        : Optional.empty();
  }

  private Optional<Listing> soldBy(CatalogueProvider provider, String model) {
    return listed(provider, model)
        .or(() -> listed(provider, ModelNames.withDashedDates(model)))
        .or(() -> withoutPath(provider, model))
        .map(found -> new Listing(provider, found));
  }

  private Optional<CatalogueModel> withoutPath(CatalogueProvider provider, String model) {
    if (RESOURCE_PATHS.contains(model.substring(0, Math.max(0, model.indexOf('/'))))) {
      return listed(provider, model.substring(model.lastIndexOf('/') + 1));
    }
    if (providerInFront(model).filter(head -> head.id().equals(provider.id())).isEmpty()) {
      return Optional.empty();
    }
    String tail = behindProvider(model);
    return listed(provider, tail).or(() -> listed(provider, ModelNames.withDashedDates(tail)));
  }

  /** The provider that a name such as {@code openai/gpt-4o} begins with. */
  private Optional<CatalogueProvider> providerInFront(String model) {
    int slash = model.indexOf('/');
    return slash <= 0 ? Optional.empty() : names.named(model.substring(0, slash));
  }

  private static String behindProvider(String model) {
    return model.substring(model.indexOf('/') + 1);
  }

  private Optional<CatalogueModel> listed(CatalogueProvider provider, String model) {
    Optional<CatalogueModel> own = index(provider).find(model);
    if (own.isPresent()) {
      return own;
    }
    return provider.fallbacks().stream()
        .flatMap(id -> names.byId(id).stream())
        .flatMap(maker -> index(maker).find(model).stream())
        .findFirst();
  }

  private ModelIndex index(CatalogueProvider provider) {
    return indexes.computeIfAbsent(provider.id(), ignored -> new ModelIndex(provider.models()));
  }
}
