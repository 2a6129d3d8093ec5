package io.hivecore.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares answers whose percentiles need to be exact to 5 % only, and everything else wholly. */
final class Percentiles {
  private static final Pattern PERCENTILE =
      Pattern.compile("(\"p(?:50|95|99)_duration_ms\":)([0-9.E-]+)");

  private Percentiles() {}

  static void assertSame(String actual, String expected) {
    assertThat(PERCENTILE.matcher(actual).replaceAll("$1x"))
        .isEqualTo(PERCENTILE.matcher(expected).replaceAll("$1x"));
    List<Double> found = values(actual);
    List<Double> wanted = values(expected);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(found.get(i)).isCloseTo(wanted.get(i), within(0.05 * wanted.get(i)));
    }
  }

  private static List<Double> values(String json) {
    List<Double> values = new ArrayList<>();
    Matcher matcher = PERCENTILE.matcher(json);
    while (matcher.find()) {
      values.add(Double.parseDouble(matcher.group(2)));
    }
    return values;
  }
}
