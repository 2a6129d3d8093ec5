package io.hivecore.ingest.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.ingest.masking.MaskingRules.Change;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which rules count for which record, from when on, and what a store that fails leads to. */
class MaskingRulesTest {
  private static final TenantId ONE = new TenantId(new UUID(0, 1));
  private static final TenantId OTHER = new TenantId(new UUID(0, 2));

  private final Rules store = new Rules();
  private final MaskingRules rules =
      new MaskingRules(store, () -> Instant.parse("2026-11-20T12:00:00.123456789Z"));

  @Test
  void withoutRulesTheStoreIsReadOnceAndTheMaskerIsIdle() {
    for (int i = 0; i < 5; i++) {
      assertThat(rules.masker(ONE, "p" + i).idle()).isTrue();
    }
    assertThat(store.readings).isEqualTo(1);
  }

  @Test
  void aChangeCountsAtOnceAndForItsTenantAlone() {
    assertThat(masked(ONE, "", "a@b.cn")).isEqualTo("a@b.cn");
    MaskingRule rule = made(rules.add(ONE, draft("", "email", 0)));
    assertThat(masked(ONE, "", "a@b.cn")).isEqualTo("[MASKED:email]");
    assertThat(masked(OTHER, "", "a@b.cn")).isEqualTo("a@b.cn");

    made(rules.replace(ONE, rule.id(), draft("", "phone", 0)));
    assertThat(masked(ONE, "", "a@b.cn")).isEqualTo("a@b.cn");
    assertThat(masked(ONE, "", "13812345678")).isEqualTo("[MASKED:phone]");

    assertThat(rules.remove(ONE, rule.id())).isTrue();
    assertThat(masked(ONE, "", "13812345678")).isEqualTo("13812345678");
  }

  @Test
  void aProjectsRecordsAreMaskedByItsOwnRulesAndTheTenants() {
    made(rules.add(ONE, draft("shop", "email", 0)));
    made(rules.add(ONE, draft("", "phone", 0)));
    String text = "a@b.cn 13812345678";
    assertThat(masked(ONE, "shop", text)).isEqualTo("[MASKED:email] [MASKED:phone]");
    assertThat(masked(ONE, "", text)).isEqualTo("a@b.cn [MASKED:phone]");
    assertThat(masked(ONE, "else", text)).isEqualTo("a@b.cn [MASKED:phone]");
  }

  @Test
  void rulesGoByPosition() {
    made(rules.add(ONE, custom("second", "ab", 2)));
    made(rules.add(ONE, custom("first", "abc", 1)));
    assertThat(masked(ONE, "", "abc ab")).isEqualTo("[MASKED:first] [MASKED:second]");
  }

  @Test
  void aRuleThatIsSwitchedOffMasksNothing() {
    made(rules.add(ONE, new MaskingRuleDraft("", "off", "email", "", List.of(), null, false, 0)));
    assertThat(rules.masker(ONE, "").idle()).isTrue();
  }

  @Test
  void aStoreThatFailsLetsNothingPass() {
    store.failing = true;
    assertThatThrownBy(() -> rules.masker(ONE, "")).hasMessage("no store");
    store.failing = false;
    assertThat(rules.masker(ONE, "").idle()).isTrue();
  }

  /** The change is stored; by what was read before it no record may pass any more. */
  @Test
  void whenTheReadingAfterAChangeFailsTheOldRulesAreForgotten() {
    assertThat(rules.masker(ONE, "").idle()).isTrue();
    store.failAfterChange = true;
    assertThatThrownBy(() -> rules.add(ONE, draft("", "email", 0))).hasMessage("no store");
    assertThatThrownBy(() -> rules.masker(ONE, "")).hasMessage("no store");
    store.failing = false;
    assertThat(masked(ONE, "", "a@b.cn")).isEqualTo("[MASKED:email]");
  }

  @Test
  void aTenantHoldsABoundedNumber() {
    for (int i = 0; i < MaskingRules.MOST_CUSTOM; i++) {
      made(rules.add(ONE, custom("c" + i, "x" + i, 0)));
    }
    assertThat(rules.add(ONE, custom("one too many", "y", 0))).isInstanceOf(Change.Full.class);
    for (int i = MaskingRules.MOST_CUSTOM; i < MaskingRules.MOST; i++) {
      made(rules.add(ONE, draft("", "email", 0)));
    }
    assertThat(rules.add(ONE, draft("", "email", 0))).isInstanceOf(Change.Full.class);
    UUID custom = store.all(ONE).getFirst().id();
    made(rules.replace(ONE, custom, custom("changed", "z", 0)));
  }

  @Test
  void whatIsWrongWithADraftIsTold() {
    assertThat(
            new MaskingRuleDraft(
                    "p".repeat(101), " ", "moon", "", List.of(""), "a\"b", true, 2_000_000)
                .faults())
        .extracting(MaskingRuleDraft.Fault::field)
        .containsExactly("project_id", "name", "kind", "fields", "replacement", "position");
    assertThat(new MaskingRuleDraft("", "n", "email", "x", List.of(), null, true, 0).faults())
        .containsExactly(new MaskingRuleDraft.Fault("pattern", "is for the kind custom only"));
    assertThat(new MaskingRuleDraft("", "n", "custom", "", List.of(), null, true, 0).faults())
        .containsExactly(new MaskingRuleDraft.Fault("pattern", "must be given"));
  }

  private String masked(TenantId tenant, String project, String text) {
    return rules.masker(tenant, project).begin().masked("input", text);
  }

  private static MaskingRule made(Change change) {
    assertThat(change).isInstanceOf(Change.Made.class);
    return ((Change.Made) change).rule();
  }

  private static MaskingRuleDraft draft(String project, String kind, int position) {
    return new MaskingRuleDraft(project, kind, kind, "", List.of(), null, true, position);
  }

  private static MaskingRuleDraft custom(String name, String pattern, int position) {
    return new MaskingRuleDraft("", name, "custom", pattern, List.of(), null, true, position);
  }

  private static final class Rules implements MaskingRuleStore {
    private final List<MaskingRule> rules = new ArrayList<>();
    private boolean failing;
    private boolean failAfterChange;
    private int readings;

    @Override
    public List<MaskingRule> all(TenantId tenant) {
      readings++;
      if (failing) {
        throw new IllegalStateException("no store");
      }
      return rules.stream()
          .filter(rule -> rule.tenant().equals(tenant))
          .sorted(Comparator.comparingInt(MaskingRule::position))
          .toList();
    }

    @Override
    public void add(TenantId tenant, MaskingRule rule) {
      rules.add(rule);
      failing = failAfterChange;
    }

    @Override
    public boolean replace(TenantId tenant, MaskingRule rule) {
      rules.replaceAll(known -> known.id().equals(rule.id()) ? rule : known);
      return true;
    }

    @Override
    public boolean remove(TenantId tenant, UUID id) {
      return rules.removeIf(rule -> rule.id().equals(id));
    }
  }
}
