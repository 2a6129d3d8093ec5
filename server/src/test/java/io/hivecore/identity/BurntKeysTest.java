package io.hivecore.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class BurntKeysTest {
  /** Burnt as well, and the only one that may stand anywhere in clear. */
  private static final String EXAMPLE = "hc_this-key-is-an-example-and-is-never-accepted";

  @Test
  void theKeyInTheOriginalsDocumentsIsBurnt() {
    // Known by its hash only, by intention.
    assertThat(
            BurntKeys.contain(
                KeyHash.parse("e5da5c9f56f7ec415ff6a2d3f09ed785ce60b66b75b2d96b301606134f6c8d34")))
        .isTrue();
  }

  @Test
  void theExampleInOurOwnDocumentsIsBurnt() {
    assertThat(BurntKeys.contain(KeyHash.of(EXAMPLE))).isTrue();
    assertThat(BurntKeys.contain(KeyHash.of(EXAMPLE + "x"))).isFalse();
  }

  @Test
  void aBurntKeyCannotBeChosen() {
    assertThat(ApiKeyText.wellFormed(EXAMPLE)).isTrue();
    IdentityException refusal =
        requireNonNull(catchThrowableOfType(IdentityException.class, () -> ApiKeyText.of(EXAMPLE)));
    assertThat(refusal.code()).isEqualTo(IdentityException.Code.BURNT_KEY);
    assertThat(refusal)
        .hasMessage(
            "this API key has been printed in public documents, so anyone may know it; use"
                + " another");
  }
}
