package io.hivecore.bench;

import java.util.Locale;

/**
 * One measured figure beside its target.
 *
 * @param what was measured
 * @param value in {@code unit}
 * @param target as text, such as {@code ≥ 20000}; empty when there is none
 * @param met whether the target is met; true when there is none
 */
public record Figure(String what, double value, String unit, String target, boolean met) {
  public static Figure plain(String what, double value, String unit) {
    return new Figure(what, value, unit, "", true);
  }

  public static Figure atLeast(String what, double value, String unit, double least) {
    return new Figure(what, value, unit, "≥ " + number(least), value >= least);
  }

  public static Figure below(String what, double value, String unit, double limit) {
    return new Figure(what, value, unit, "< " + number(limit), value < limit);
  }

  String valueText() {
    return number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  private static String number(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }
}
