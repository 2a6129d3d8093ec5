package io.hivecore.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes a value.
 *
 * @param expected what a good text looks like, to end "… is not"
 * @param summary the same in fewer words, for the reference page, which explains units once
 * @param secret whether the text must never be shown
 * @param optional whether there is a value without a text
 * @param parse throws IllegalArgumentException for a bad text
 */
record ValueType(
    String expected,
    String summary,
    boolean secret,
    boolean optional,
    Function<String, Object> parse) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

  static ValueType of(Type type, Setting setting) {
    if (type instanceof ParameterizedType generic) {
      ValueType inner = of(generic.getActualTypeArguments()[0], setting);
      if (generic.getRawType() == Optional.class) {
        return new ValueType(
            inner.expected,
            inner.summary,
            inner.secret,
            true,
            text -> Optional.of(inner.parse.apply(text)));
      }
      if (generic.getRawType() == List.class) {
        return new ValueType(
            "a list, separated by commas, of which each is " + inner.expected,
            "a list of which each is " + inner.summary,
            inner.secret,
            false,
            text -> list(text, inner));
      }
    }
    if (type == Secret.class) {
      return new ValueType("a text", "a text", true, false, Secret::new);
    }
    if (type instanceof Class<?> plain) {
      return plain(plain, setting);
    }
    throw new IllegalArgumentException("settings cannot be of type " + type);
  }

  private static ValueType plain(Class<?> type, Setting setting) {
    if (type == String.class) {
      return open("a text", text -> text);
    }
    if (type == Path.class) {
      return open("a path", ValueType::path);
    }
    if (type == boolean.class) {
      return open("true or false", ValueType::truth);
    }
    if (type == int.class || type == Integer.class) {
      return bounded("a whole number", "", setting, text -> Integer.parseInt(whole(text)));
    }
    if (type == long.class) {
      return bounded("a whole number", "", setting, text -> Long.parseLong(whole(text)));
    }
    if (type == Duration.class) {
      return bounded(
          "a duration",
          ", a whole number with one of the units ms, s, m, h, d, such as 30s",
          setting,
          ValueType::duration);
    }
    if (type == ByteSize.class) {
      return bounded(
          "a size",
          ", a whole number with one of the units B, KiB, MiB, GiB, TiB, such as 64MiB",
          setting,
          ByteSize::parse);
    }
    if (type.isEnum()) {
      return choice(type.getEnumConstants());
    }
    throw new IllegalArgumentException("settings cannot be of type " + type.getName());
  }

  private static ValueType open(String expected, Function<String, Object> parse) {
    return new ValueType(expected, expected, false, false, parse);
  }

  private static ValueType choice(Object[] constants) {
    String names =
        Arrays.stream(constants).map(ValueType::dashed).collect(Collectors.joining(", "));
    return open(
        "one of " + names,
        text ->
            Arrays.stream(constants)
                .filter(constant -> dashed(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
  }

  private static String dashed(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object list(String text, ValueType inner) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(inner.parse).toList();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /**
   * A quantity within the setting's bounds.
   *
   * @param form how it is written, behind {@code what}; empty when that is plain
   */
  private static <T extends Comparable<T>> ValueType bounded(
      String what, String form, Setting setting, Function<String, T> parse) {
    Optional<T> min = Optional.of(setting.min()).filter(text -> !text.isEmpty()).map(parse);
    Optional<T> max = Optional.of(setting.max()).filter(text -> !text.isEmpty()).map(parse);
    String summary = what + bounds(setting.min(), setting.max());
    return new ValueType(
        summary + form,
        summary,
        false,
        false,
        text -> {
          T value = parse.apply(text);
          if (min.filter(least -> value.compareTo(least) < 0).isPresent()
              || max.filter(most -> value.compareTo(most) > 0).isPresent()) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }

  private static String bounds(String min, String max) {
    if (max.isEmpty()) {
      return min.isEmpty() ? "" : " of at least " + min;
    }
    return min.isEmpty() ? " of at most " + max : " from " + min + " to " + max;
  }

  private static String whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long number = Long.parseLong(matcher.group(1));
    try {
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
