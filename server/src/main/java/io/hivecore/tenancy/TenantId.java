package io.hivecore.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Identifies a tenant. The first parameter of every store method; never shown to another tenant.
 */
public record TenantId(UUID value) implements Comparable<TenantId> {
  public TenantId {
    requireNonNull(value, "value");
  }

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException when the text is not a UUID
   */
  public static TenantId parse(String text) {
    return new TenantId(UUID.fromString(text));
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
