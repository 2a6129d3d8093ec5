package io.hivecore.metering;

import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant asks for when it sets a price; not checked yet. Prices in USD, rates per million
 * tokens.
 *
 * @param provider empty for any
 * @param modelName may hold {@code *}
 * @param effectiveFrom null for now
 * @param effectiveUntil null for no end
 */
public record TenantPriceDraft(
    String provider,
    String modelName,
    @Nullable BigDecimal input,
    @Nullable BigDecimal output,
    @Nullable BigDecimal cacheRead,
    @Nullable BigDecimal cacheWrite,
    @Nullable BigDecimal reasoning,
    @Nullable BigDecimal perRequest,
    @Nullable Instant effectiveFrom,
    @Nullable Instant effectiveUntil) {
  /** A dollar a token: a hundred times above what any model ever cost. */
  private static final BigDecimal HIGHEST = new BigDecimal(1_000_000);

  private static final int MOST_DECIMALS = 12;
  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /**
   * One field that is wrong.
   *
   * @param field its name on the wire
   * @param expected what it has to be
   */
  public record Fault(String field, String expected) {}

  /** Everything that is wrong with the draft; empty for a good one. */
  public List<Fault> faults(Instant now) {
    List<Fault> faults = new ArrayList<>();
    name("provider", provider, true).ifPresent(faults::add);
    name("model_name", modelName, false).ifPresent(faults::add);
    rate("input_per_million", input, true).ifPresent(faults::add);
    rate("output_per_million", output, true).ifPresent(faults::add);
    rate("cache_read_per_million", cacheRead, false).ifPresent(faults::add);
    rate("cache_write_per_million", cacheWrite, false).ifPresent(faults::add);
    rate("reasoning_per_million", reasoning, false).ifPresent(faults::add);
    rate("per_request", perRequest, false).ifPresent(faults::add);
    faults.addAll(times(now));
    return faults;
  }

  /** The price of a draft without faults. */
  TenantPrice priced(UUID id, TenantId tenant, Instant now) {
    return new TenantPrice(
        id,
        tenant,
        provider.strip(),
        modelName.strip(),
        new ModelPrice(
            flat(input),
            flat(output),
            flat(cacheRead),
            flat(cacheWrite),
            flat(reasoning),
            perRequest == null ? null : plain(perRequest),
            Set.of()),
        micros(effectiveFrom == null ? now : effectiveFrom),
        effectiveUntil == null ? null : micros(effectiveUntil),
        micros(now));
  }

  /** Stores keep microseconds; what was added is what is read back. */
  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable Rate flat(@Nullable BigDecimal perMillion) {
    return perMillion == null ? null : Rate.flat(plain(perMillion));
  }

  /** Without an exponent, as stores write it. */
  private static BigDecimal plain(BigDecimal amount) {
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  private static Optional<Fault> name(String field, String name, boolean mayBeEmpty) {
    if (name.isBlank()) {
      return mayBeEmpty ? Optional.empty() : Optional.of(new Fault(field, "must be given"));
    }
    if (name.length() > PriceCatalogue.LONGEST_NAME) {
      return Optional.of(
          new Fault(field, "must have at most " + PriceCatalogue.LONGEST_NAME + " characters"));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(new Fault(field, "must not hold control characters"));
    }
    return Optional.empty();
  }

  private static Optional<Fault> rate(String field, @Nullable BigDecimal price, boolean needed) {
    if (price == null) {
      return needed ? Optional.of(new Fault(field, "must be given")) : Optional.empty();
    }
    if (price.signum() < 0) {
      return Optional.of(new Fault(field, "must not be negative"));
    }
    // The exponent first: comparing 1E+1000000000 with anything would write out all its digits.
    if (price.precision() - (long) price.scale() > HIGHEST.precision()
        || price.compareTo(HIGHEST) > 0) {
      return Optional.of(new Fault(field, "must be at most " + HIGHEST.toPlainString()));
    }
    if (price.scale() > MOST_DECIMALS) {
      return Optional.of(new Fault(field, "must have at most " + MOST_DECIMALS + " decimals"));
    }
    return Optional.empty();
  }

  private List<Fault> times(Instant now) {
    List<Fault> faults = new ArrayList<>();
    Instant from = effectiveFrom == null ? now : effectiveFrom;
    outOfRange("effective_from", from).ifPresent(faults::add);
    if (effectiveUntil != null) {
      outOfRange("effective_until", effectiveUntil).ifPresent(faults::add);
      if (!effectiveUntil.isAfter(from)) {
        faults.add(new Fault("effective_until", "must be after effective_from"));
      }
    }
    return faults;
  }

  private static Optional<Fault> outOfRange(String field, Instant time) {
    return time.isBefore(EARLIEST) || !time.isBefore(LATEST)
        ? Optional.of(new Fault(field, "must be from 2020 to 2099"))
        : Optional.empty();
  }
}
