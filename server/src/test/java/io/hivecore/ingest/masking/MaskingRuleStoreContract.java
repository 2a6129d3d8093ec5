package io.hivecore.ingest.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of masking rules has to do. */
public abstract class MaskingRuleStoreContract {
  protected static final TenantId ONE = new TenantId(new UUID(0, 1));
  protected static final TenantId OTHER = new TenantId(new UUID(0, 2));
  private static final Instant TIME = Instant.parse("2026-11-20T12:00:00.123456Z");

  /** A store in which both tenants are, without rules. */
  protected abstract MaskingRuleStore store();

  @Test
  void keepsEveryValueExactly() {
    MaskingRuleStore store = store();
    MaskingRule whole =
        new MaskingRule(
            new UUID(7, 1),
            ONE,
            "项目",
            "o'name\"",
            MaskingKind.CUSTOM,
            "a\\d+'\"",
            List.of("metadata.password", "a\"b", "密码"),
            "<'>",
            false,
            -3,
            TIME);
    store.add(ONE, whole);
    store.add(ONE, rule(2, MaskingKind.EMAIL, 0, TIME));

    assertThat(store.all(ONE)).containsExactly(whole, rule(2, MaskingKind.EMAIL, 0, TIME));
  }

  @Test
  void listsByPositionAndThenInTheOrderOfCreation() {
    MaskingRuleStore store = store();
    MaskingRule first = rule(9, MaskingKind.PHONE, -1, TIME.plusSeconds(9));
    MaskingRule second = rule(5, MaskingKind.EMAIL, 0, TIME);
    MaskingRule third = rule(1, MaskingKind.API_KEY, 0, TIME.plusNanos(1_000));
    store.add(ONE, third);
    store.add(ONE, second);
    store.add(ONE, first);

    assertThat(store.all(ONE)).containsExactly(first, second, third);
  }

  @Test
  void replacesAllButTheTimeOfCreation() {
    MaskingRuleStore store = store();
    store.add(ONE, rule(1, MaskingKind.EMAIL, 0, TIME));
    MaskingRule replacement = rule(1, MaskingKind.CREDIT_CARD, 5, TIME);

    assertThat(store.replace(ONE, replacement)).isTrue();
    assertThat(store.all(ONE)).containsExactly(replacement);
    assertThat(store.replace(ONE, rule(2, MaskingKind.EMAIL, 0, TIME))).isFalse();
  }

  @Test
  void removes() {
    MaskingRuleStore store = store();
    store.add(ONE, rule(1, MaskingKind.EMAIL, 0, TIME));

    assertThat(store.remove(ONE, new UUID(7, 1))).isTrue();
    assertThat(store.remove(ONE, new UUID(7, 1))).isFalse();
    assertThat(store.all(ONE)).isEmpty();
  }

  @Test
  void whatOneTenantSetsNoOtherReadsReplacesOrRemoves() {
    MaskingRuleStore store = store();
    MaskingRule rule = rule(1, MaskingKind.EMAIL, 0, TIME);
    store.add(ONE, rule);

    assertThat(store.all(OTHER)).isEmpty();
    assertThat(store.replace(OTHER, rule(1, MaskingKind.PHONE, 0, TIME))).isFalse();
    assertThat(store.remove(OTHER, rule.id())).isFalse();
    assertThat(store.all(ONE)).containsExactly(rule);
  }

  protected static MaskingRule rule(long id, MaskingKind kind, int position, Instant createdAt) {
    return new MaskingRule(
        new UUID(7, id), ONE, "", "r", kind, "", List.of(), "#", true, position, createdAt);
  }
}
