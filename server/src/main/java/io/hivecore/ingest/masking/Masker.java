package io.hivecore.ingest.masking;

import java.util.List;

/** Rules made ready, in order. Immutable; safe for use by many threads. */
public final class Masker {
  /** Masks nothing. */
  public static final Masker NONE = new Masker(List.of());

  private final List<Step> steps;

  private Masker(List<Step> steps) {
    this.steps = steps;
  }

  /** One rule, made ready. */
  record Step(MaskingRule rule, Finder finder, FieldLimits limits) {}

  /**
   * Makes rules ready.
   *
   * @param rules in order
   */
  static Masker of(List<MaskingRule> rules) {
    return rules.isEmpty()
        ? NONE
        : new Masker(
            rules.stream()
                .map(rule -> new Step(rule, rule.finder(), new FieldLimits(rule.fields())))
                .toList());
  }

  /** Whether it changes nothing ever. */
  public boolean idle() {
    return steps.isEmpty();
  }

  /** The rules, in order. */
  public List<MaskingRule> rules() {
    return steps.stream().map(Step::rule).toList();
  }

  List<Step> steps() {
    return steps;
  }

  /** Begins to mask the texts of one record. */
  public Masking begin() {
    return new Masking(this);
  }
}
