package io.hivecore.metering;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NamePatternTest {
  @Property
  void matchesAsTheSameExpressionWould(
      @ForAll("patterns") String pattern, @ForAll("names") String name) {
    String expression = "(?s)^" + pattern.replace(".", "\\.").replace("*", ".*") + "$";

    assertThat(new NamePattern(pattern).matches(name))
        .isEqualTo(com.google.re2j.Pattern.compile(expression).matcher(name).find());
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab.*").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab.").ofMaxLength(12);
  }

  @Test
  @Timeout(5)
  void aHostilePatternIsNotSlow() {
    assertThat(new NamePattern("a*".repeat(128) + "b").matches("a".repeat(256))).isFalse();
  }
}
