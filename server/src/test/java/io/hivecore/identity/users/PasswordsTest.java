package io.hivecore.identity.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.identity.IdentityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private static final EmailAddress ADA = new EmailAddress("ada.lovelace@example.com");

  private final Passwords passwords = new Passwords();

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void aHashIsArgon2idWithOwaspsParametersAndASaltOfItsOwn() {
    PasswordHash one = passwords.hash(text("seven quiet owls"), Optional.empty());
    PasswordHash two = passwords.hash(text("seven quiet owls"), Optional.empty());
    assertThat(one.encoded())
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(one).isNotEqualTo(two);
    assertThat(passwords.fitting(text("seven quiet owls"), List.of(one, two)))
        .containsExactlyInAnyOrder(one, two);
    assertThat(passwords.fitting(text("seven quiet owl"), List.of(one, two))).isEmpty();
  }

  /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id …}. */
  @Test
  void aHashOfTheReferenceImplementationIsUnderstood() {
    PasswordHash known =
        new PasswordHash(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
    assertThat(passwords.fitting(text("password"), List.of(known))).containsExactly(known);
  }

  @Test
  void hashesOfOneAddressShareTheirSaltSoThatOneTryIsOneHash() {
    PasswordHash first = passwords.hash(text("seven quiet owls"), Optional.empty());
    PasswordHash second = passwords.hash(text("eight loud crows"), Optional.of(first));
    PasswordHash third = passwords.hash(text("seven quiet owls"), Optional.of(first));
    assertThat(second.parametersAndSalt()).isEqualTo(first.parametersAndSalt());
    assertThat(third).isEqualTo(first);
    assertThat(passwords.fitting(text("eight loud crows"), List.of(first, second)))
        .isEqualTo(Set.of(second));
  }

  @Test
  void nobodysPasswordIsNone() {
    assertThat(passwords.fitting(text("seven quiet owls"), List.of())).isEmpty();
  }

  @Test
  void twoWaysToTypeACharacterAreOne() {
    PasswordHash composed = passwords.hash(text("caf\u00e9 at nine"), Optional.empty());
    assertThat(passwords.fitting(text("cafe\u0301 at nine"), List.of(composed))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seven77",
        "Password123",
        "11111111",
        "aaaaaaaaaaaa",
        "ada.lovelace@example.com",
        "ADA.lovelace"
      })
  void whatEverybodyTriesFirstIsRefusedWithoutBeingRepeated(String weak) {
    assertThatThrownBy(() -> PasswordRules.check(ADA, text(weak)))
        .isInstanceOf(IdentityException.class)
        .message()
        .doesNotContain(weak);
  }

  @Test
  void longOnesAreFineUpToTheBound() {
    PasswordRules.check(ADA, text("ab".repeat(512)));
    assertThatThrownBy(() -> PasswordRules.check(ADA, text("ab".repeat(512) + "c")))
        .hasMessageContaining("1024");
  }

  @Test
  void nothingOfItIsShown() {
    PasswordHash hash = passwords.hash(text("seven quiet owls"), Optional.empty());
    assertThat(text("seven quiet owls") + " " + hash).isEqualTo("*** ***");
  }

  private static PasswordText text(String typed) {
    return new PasswordText(typed);
  }
}
