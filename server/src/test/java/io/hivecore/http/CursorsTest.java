package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CursorsTest {
  private static final TenantId ONE = TenantId.parse("00000000-0000-0000-0000-000000000001");
  private static final TenantId OTHER = TenantId.parse("00000000-0000-0000-0000-000000000002");
  private static final byte[] POSITION = "position 17".getBytes(StandardCharsets.UTF_8);

  private final Cursors cursors = new Cursors(key(1));

  @Property(tries = 200)
  void opensWhatItSealed(@ForAll @Size(max = 1_024) byte[] content, @ForAll String purpose) {
    String sealed = cursors.seal(ONE, purpose, content);

    assertThat(cursors.open(ONE, purpose, sealed)).isEqualTo(content);
    assertThat(sealed).matches("[A-Za-z0-9_-]{22,1387}");
    assertThat(cursors.seal(ONE, purpose, content)).isEqualTo(sealed);
  }

  @Test
  void opensForItsTenantPurposeAndServerOnly() {
    String sealed = cursors.seal(ONE, "usage?model=a", POSITION);

    assertThat(cursors.openIfValid(ONE, "usage?model=a", sealed)).contains(POSITION);
    assertThat(cursors.openIfValid(OTHER, "usage?model=a", sealed)).isEmpty();
    assertThat(cursors.openIfValid(ONE, "usage?model=b", sealed)).isEmpty();
    assertThat(new Cursors(key(2)).openIfValid(ONE, "usage?model=a", sealed)).isEmpty();
    assertThat(new Cursors(key(1)).openIfValid(ONE, "usage?model=a", sealed)).contains(POSITION);
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> cursors.open(OTHER, "usage?model=a", sealed));
    assertThat(refused.problem())
        .isEqualTo(
            Problem.invalid(
                "cursor",
                "Not a cursor of this list with these filters; begin again without one."));
  }

  @Test
  void noBitCanBeChanged() {
    byte[] sealed = Base64.getUrlDecoder().decode(cursors.seal(ONE, "usage", POSITION));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(cursors.openIfValid(ONE, "usage", text)).isEmpty();
    }
  }

  @Test
  void refusesTextsThatItNeverMade() {
    String sealed = cursors.seal(ONE, "usage", POSITION);

    for (String text :
        new String[] {
          "",
          "A",
          "page=2",
          sealed + "=",
          sealed + "A",
          sealed.substring(1),
          sealed.substring(0, sealed.length() - 1),
          "\u0000",
          "ä".repeat(40),
          "A".repeat(1_000_000)
        }) {
      assertThat(cursors.openIfValid(ONE, "usage", text)).isEmpty();
    }
  }

  @Test
  void showsNothingOfItsContent() {
    byte[] one = Base64.getUrlDecoder().decode(cursors.seal(ONE, "usage", new byte[8]));
    byte[] two = Base64.getUrlDecoder().decode(cursors.seal(OTHER, "usage", new byte[8]));

    // Neither the zeros nor any part in common: another tenant's position hides as well.
    assertThat(new String(one, StandardCharsets.ISO_8859_1)).doesNotContain("\0\0\0\0");
    for (int i = 0; i + 4 <= one.length; i++) {
      assertThat(java.util.Arrays.equals(one, i, i + 4, two, i, i + 4)).isFalse();
    }
  }

  @Test
  void needsAKeyWorthTheName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cursors(new SecretKeySpec(new byte[15], "HmacSHA256")))
        .withMessage("the key of cursors needs at least 16 bytes");
  }

  private static SecretKey key(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return new SecretKeySpec(bytes, "HmacSHA256");
  }
}
