package io.hivecore.metering.genaiprices;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.metering.NoTenantPrices;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.Pricing;
import io.hivecore.metering.TenantPrices;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.tenancy.TenantId;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Holds the whole catalogue against what the package that it comes from computes itself, for every
 * model, several of its names, sizes of calls that cross the tiers and times around every change of
 * price. The build writes the samples: server/prices/samples.mjs.
 */
class CatalogueSamplesTest {
  private static final TenantId TENANT = new TenantId(new UUID(0, 1));
  private final PriceCatalogue catalogue = BundledCatalogue.load();
  private final Pricing pricing =
      new Pricing(
          catalogue, new TenantPrices(new NoTenantPrices(), catalogue, InstantSource.system()));

  @Test
  void costsWhatThePackageComputes() throws Exception {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Sample sample : samples()) {
      if (sample.total == null) {
        continue;
      }
      compared++;
      String difference = difference(sample, sample.total);
      if (difference != null) {
        differences.add(sample + " " + difference);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(5_000);
  }

  private @Nullable String difference(Sample sample, BigDecimal total) {
    PriceCatalogue.Listing listing =
        catalogue.find(Objects.requireNonNullElse(sample.provider, ""), sample.model).orElse(null);
    if (listing == null) {
      return "not found";
    }
    if (!listing.provider().id().equals(sample.foundProvider)
        || !listing.model().id().equals(sample.foundModel)) {
      return "found as " + listing.provider().id() + "/" + listing.model().id();
    }
    Cost cost =
        pricing.price(
            TENANT,
            Objects.requireNonNullElse(sample.provider, ""),
            sample.model,
            sample.tokens,
            sample.hourCacheWrites,
            sample.at,
            null);
    BigDecimal computed = cost.computed();
    if (computed == null) {
      // The package counts a model without any price for tokens as free; to us it is unpriced.
      return total.signum() == 0 ? null : "unpriced";
    }
    // The package computes with binary floats; ours is exact.
    BigDecimal gap = computed.subtract(total).abs();
    return gap.compareTo(computed.multiply(new BigDecimal("1e-12"), MathContext.DECIMAL64)) > 0
        ? "computed " + computed
        : null;
  }

  private record Sample(
      @Nullable String provider,
      String model,
      Instant at,
      TokenUsage tokens,
      long hourCacheWrites,
      @Nullable String foundProvider,
      @Nullable String foundModel,
      @Nullable BigDecimal total) {}

  private static List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    try (InputStream in = CatalogueSamplesTest.class.getResourceAsStream("samples.json");
        JsonParser json =
            new JsonFactory().createParser(ObjectReadContext.empty(), Objects.requireNonNull(in))) {
      while (json.nextToken() != JsonToken.START_ARRAY) {
        // to the rows
      }
      while (json.nextToken() == JsonToken.START_ARRAY) {
        samples.add(
            new Sample(
                text(json),
                Objects.requireNonNull(text(json)),
                Instant.parse(Objects.requireNonNull(text(json))),
                tokens(json),
                count(json),
                text(json),
                text(json),
                number(json)));
        json.nextToken();
      }
    }
    return samples;
  }

  private static @Nullable String text(JsonParser json) {
    return json.nextToken() == JsonToken.VALUE_NULL ? null : json.getString();
  }

  private static @Nullable BigDecimal number(JsonParser json) {
    return json.nextToken() == JsonToken.VALUE_NULL ? null : json.getDecimalValue();
  }

  private static long count(JsonParser json) {
    json.nextToken();
    return json.getLongValue();
  }

  private static TokenUsage tokens(JsonParser json) {
    long input = count(json);
    long output = count(json);
    return new TokenUsage(input, output, input + output, count(json), count(json), count(json));
  }
}
