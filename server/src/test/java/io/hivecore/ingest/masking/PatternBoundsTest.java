package io.hivecore.ingest.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class PatternBoundsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\d{6}",
        "[A-Z]{2}\\d{2}[A-Z0-9]{11,30}",
        "(?i)password\\s*[:=]\\s*\\S+",
        "\\b(\\d{4}-){3}\\d{4}\\b",
        "[({]x",
        "项目-[\\p{Han}]+",
        "(a|b|c)+x"
      })
  void takesWhatPeopleWrite(String expression) {
    assertThat(PatternBounds.fault(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{999}){999}){999}",
        "(([(]a{900}){900}){900}",
        "([)]a{900}){900}",
        "\\d{1000}\\d{1000}",
        "(((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9})",
        "a{1000}?b{1000}{1000}"
      })
  void refusesWhatWouldBeHuge(String expression) {
    assertThat(PatternBounds.fault(expression)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*", "(", "a|", "\\1", "(?=a)b", "[", "(?<!x)y", "a\0"})
  void refusesWhatIsNoUse(String expression) {
    assertThat(PatternBounds.fault(expression)).isPresent();
  }

  @Test
  void refusesLongOnes() {
    assertThat(PatternBounds.fault("a".repeat(501))).contains("must have at most 500 characters");
  }
}
