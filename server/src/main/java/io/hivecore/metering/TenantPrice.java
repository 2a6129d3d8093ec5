package io.hivecore.metering;

import static java.util.Objects.requireNonNull;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A price that a tenant set for its own calls. It never changes but for its end, so that its id
 * tells for ever what a call was priced with.
 *
 * @param provider who has to have served the call; empty for anybody, also nobody named
 * @param modelName the model's name, in any case; each {@code *} in it stands for any text
 * @param price flat rates, with input and output
 * @param effectiveFrom the first moment it is in force
 * @param effectiveUntil the first moment it no longer is; null for no end
 */
public record TenantPrice(
    UUID id,
    TenantId tenant,
    String provider,
    String modelName,
    ModelPrice price,
    Instant effectiveFrom,
    @Nullable Instant effectiveUntil,
    Instant createdAt) {
  public TenantPrice {
    requireNonNull(id, "id");
    requireNonNull(tenant, "tenant");
    requireNonNull(provider, "provider");
    requireNonNull(modelName, "modelName");
    requireNonNull(price, "price");
    requireNonNull(effectiveFrom, "effectiveFrom");
    requireNonNull(createdAt, "createdAt");
    if (effectiveUntil != null && effectiveUntil.isBefore(effectiveFrom)) {
      throw new IllegalArgumentException(
          "a price must not end before it begins: " + effectiveFrom + " " + effectiveUntil);
    }
  }

  public boolean inForceAt(Instant time) {
    return !time.isBefore(effectiveFrom)
        && (effectiveUntil == null || time.isBefore(effectiveUntil));
  }

  /** Names this price in the records that it priced. */
  public String version() {
    return "tenant:" + id;
  }

  /**
   * This price, ending at a time; at its beginning when that is later; where it ends if earlier.
   */
  public TenantPrice endingAt(Instant time) {
    Instant end = time.isBefore(effectiveFrom) ? effectiveFrom : time;
    if (effectiveUntil != null && effectiveUntil.isBefore(end)) {
      end = effectiveUntil;
    }
    return new TenantPrice(id, tenant, provider, modelName, price, effectiveFrom, end, createdAt);
  }
}
