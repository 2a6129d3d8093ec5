package io.hivecore.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ApiKeyTextTest {
  /** The rule once more, in other words. */
  private static final Pattern RULE = Pattern.compile("hc_[A-Za-z0-9_-]{43,61}");

  @Property
  void aKeyOfTheRightFormIsTaken(@ForAll("keys") String text) {
    ApiKeyText key = ApiKeyText.of(text);
    assertThat(key.reveal()).isEqualTo(text);
    assertThat(key.prefix()).isEqualTo(text.substring(0, 7));
    assertThat(key.hash()).isEqualTo(KeyHash.of(text));
    assertThat(KeyHash.parse(key.hash().toString())).isEqualTo(key.hash());
    assertThat(key.toString()).isEqualTo(text.substring(0, 7) + "…");
  }

  @Property
  void anyTextIsTakenExactlyByTheRule(@ForAll("nearlyKeys") String text) {
    assertThat(ApiKeyText.wellFormed(text)).isEqualTo(RULE.matcher(text).matches());
  }

  @Example
  void aNewKeyIsThirtyTwoBytesOfItsOwn() {
    ApiKeyText key = ApiKeyText.random(new SecureRandom());
    assertThat(key.reveal()).matches("hc_[A-Za-z0-9_-]{43}");
    assertThat(ApiKeyText.of(key.reveal())).isEqualTo(key);
    assertThat(ApiKeyText.random(new SecureRandom())).isNotEqualTo(key);
  }

  @Example
  void theLengthsAtTheEdges() {
    assertThat(ApiKeyText.wellFormed("hc_" + "a".repeat(42))).isFalse();
    assertThat(ApiKeyText.wellFormed("hc_" + "a".repeat(43))).isTrue();
    assertThat(ApiKeyText.wellFormed("hc_" + "a".repeat(61))).isTrue();
    assertThat(ApiKeyText.wellFormed("hc_" + "a".repeat(62))).isFalse();
    assertThat(ApiKeyText.wellFormed("hc_your_tenant_api_key")).isFalse();
  }

  @Example
  void aRefusalSaysWhatIsWrongAndTellsNothingOfTheKey() {
    assertThat(refusal("hk_" + "s".repeat(43)))
        .hasMessage(
            "an API key is hc_ and 43 to 61 letters, digits, _ or -; this one does not begin with"
                + " hc_");
    assertThat(refusal("hc_secret"))
        .hasMessage(
            "an API key is hc_ and 43 to 61 letters, digits, _ or -; this one has 6 characters"
                + " after hc_");
    assertThat(refusal("hc_" + "s".repeat(42) + "!"))
        .hasMessage(
            "an API key is hc_ and 43 to 61 letters, digits, _ or -; this one has 43 characters"
                + " after hc_, one of which is none of these");
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars('_', '-')
        .ofMinLength(43)
        .ofMaxLength(61)
        .map(rest -> "hc_" + rest);
  }

  @Provide
  Arbitrary<String> nearlyKeys() {
    Arbitrary<String> heads = Arbitraries.of("hc_", "hc_", "hc_", "HC_", "hc", "", " hc_");
    Arbitrary<String> bodies =
        Arbitraries.strings().alpha().numeric().withChars("_-").ofMinLength(40).ofMaxLength(64);
    Arbitrary<String> tails =
        Arbitraries.of("", "", "", "\n", " ", "=", "+", "/", "é", "\0", "ｚ", "٣");
    return Combinators.combine(heads, bodies, tails).as((head, body, tail) -> head + body + tail);
  }

  private static IdentityException refusal(String text) {
    return requireNonNull(catchThrowableOfType(IdentityException.class, () -> ApiKeyText.of(text)));
  }
}
