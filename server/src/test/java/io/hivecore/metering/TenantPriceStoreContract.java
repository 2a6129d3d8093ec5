package io.hivecore.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of tenants' prices has to do. */
public abstract class TenantPriceStoreContract {
  protected static final TenantId ONE = new TenantId(new UUID(0, 1));
  protected static final TenantId OTHER = new TenantId(new UUID(0, 2));
  private static final Instant TIME = Instant.parse("2026-11-20T12:00:00.123456Z");

  /** A store in which both tenants are, without prices. */
  protected abstract TenantPriceStore store();

  @Test
  void keepsEveryValueExactly() {
    TenantPriceStore store = store();
    TenantPrice whole =
        new TenantPrice(
            new UUID(7, 1),
            ONE,
            "dashscope",
            "通义-*'\"",
            new ModelPrice(
                rate("0.000000000001"),
                rate("1000000"),
                rate("0"),
                rate("2.50"),
                rate("3"),
                new BigDecimal("0.012"),
                Set.of()),
            TIME,
            TIME.plusSeconds(1),
            TIME.minusSeconds(1));
    TenantPrice least =
        new TenantPrice(
            new UUID(7, 2),
            ONE,
            "",
            "m",
            new ModelPrice(rate("1"), rate("2"), null, null, null, null, Set.of()),
            TIME,
            null,
            TIME);

    store.add(ONE, whole);
    store.add(ONE, least);

    assertThat(store.all(ONE)).containsExactly(whole, least);
  }

  @Test
  void listsInTheOrderOfCreation() {
    TenantPriceStore store = store();
    TenantPrice first = price(ONE, 9, TIME);
    TenantPrice second = price(ONE, 1, TIME.plusNanos(1_000));
    TenantPrice third = price(ONE, 5, TIME.plusNanos(2_000));

    store.add(ONE, third);
    store.add(ONE, first);
    store.add(ONE, second);

    assertThat(store.all(ONE)).containsExactly(first, second, third);
  }

  @Test
  void setsAnEnd() {
    TenantPriceStore store = store();
    TenantPrice ended = price(ONE, 1, TIME);
    TenantPrice kept = price(ONE, 2, TIME);
    store.add(ONE, ended);
    store.add(ONE, kept);

    assertThat(store.end(ONE, ended.id(), TIME.plusSeconds(5))).isTrue();

    assertThat(store.all(ONE)).containsExactly(ended.endingAt(TIME.plusSeconds(5)), kept);
    assertThat(store.end(ONE, new UUID(7, 99), TIME)).isFalse();
  }

  @Test
  void whatOneTenantSetsNoOtherReadsOrEnds() {
    TenantPriceStore store = store();
    TenantPrice price = price(ONE, 1, TIME);
    store.add(ONE, price);

    assertThat(store.all(OTHER)).isEmpty();
    assertThat(store.end(OTHER, price.id(), TIME.plusSeconds(5))).isFalse();
    assertThat(store.all(ONE)).containsExactly(price);
  }

  protected static TenantPrice price(TenantId tenant, long id, Instant createdAt) {
    return new TenantPrice(
        new UUID(7, id),
        tenant,
        "",
        "model",
        new ModelPrice(rate("1"), rate("2"), null, null, null, null, Set.of()),
        TIME,
        null,
        createdAt);
  }

  private static Rate rate(String perMillion) {
    return Rate.flat(new BigDecimal(perMillion));
  }
}
