package io.hivecore.telemetry.http;

import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.MetricSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code step}: how a range of time is cut. */
final class StepReader {
  private static final Pattern STEP = Pattern.compile("([0-9]{1,8})([smhd]?)");
  private static final Duration LONGEST = Duration.ofDays(366);

  /** As many steps as make a chart. */
  private static final int USUAL_COUNT = 240;

  private static final List<Duration> USUAL =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6));

  private StepReader() {}

  /**
   * The step that was asked for; null when none was. A number with {@code s}, {@code m}, {@code h}
   * or {@code d}, without which it is seconds.
   */
  static @Nullable Duration read(QueryReader query) {
    Optional<String> text = query.text("step").map(String::strip);
    if (text.isEmpty()) {
      return null;
    }
    Matcher matcher = STEP.matcher(text.get());
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration step =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
          };
      if (number > 0 && step.compareTo(LONGEST) <= 0) {
        return step;
      }
    }
    query.invalid("step", "Expected a time from 1s to 366d, such as 30s, 5m, 1h or 1d.");
    return null;
  }

  /** A range cut by what was asked for, else into as many steps as make a chart. */
  static MetricSteps steps(Instant from, Instant to, @Nullable Duration step) {
    if (step != null) {
      return new MetricSteps(from, to, step);
    }
    Duration range = Duration.between(from, to);
    for (Duration usual : USUAL) {
      if (range.dividedBy(usual) <= USUAL_COUNT) {
        return new MetricSteps(from, to, usual);
      }
    }
    return new MetricSteps(from, to, Duration.ofDays(1));
  }
}
