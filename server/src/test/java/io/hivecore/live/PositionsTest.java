package io.hivecore.live;

import static io.hivecore.live.Fleet.APIARY;
import static io.hivecore.live.Fleet.BURROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final long MOST = (1L << 48) - 1;
  private final Positions positions = new Positions(Keys.of(1));

  @Property(tries = 200)
  void opensForItsTenantOnly(@ForAll @LongRange(min = 0, max = MOST) long sequence) {
    for (String id :
        new String[] {
          positions.of(APIARY).ofRecord(sequence), positions.of(APIARY).fresh(sequence)
        }) {
      assertThat(id).matches("[A-Za-z0-9_-]{22}");
      assertThat(positions.of(APIARY).open(id)).hasValue(sequence);
      assertThat(new Positions(Keys.of(1)).of(APIARY).open(id)).hasValue(sequence);
      assertThat(positions.of(BURROW).open(id)).isEmpty();
      assertThat(new Positions(Keys.of(2)).of(APIARY).open(id)).isEmpty();
    }
  }

  @Property(tries = 500)
  void garbageIsNoPosition(@ForAll @StringLength(max = 40) String text) {
    assertThat(positions.of(APIARY).open(text)).isEmpty();
  }

  @Property(tries = 500)
  void inventedTextIsNoPosition(@ForAll("texts") String text) {
    assertThat(positions.of(APIARY).open(text)).isEqualTo(OptionalLong.empty());
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> texts() {
    return net.jqwik.api.Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars('-', '_')
        .ofLength(22);
  }

  @Test
  void aRecordsIdStaysAndOthersNeverRepeat() {
    Positions.OfTenant apiary = positions.of(APIARY);
    assertThat(apiary.ofRecord(7)).isEqualTo(positions.of(APIARY).ofRecord(7));
    Set<String> fresh = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      fresh.add(apiary.fresh(7));
    }
    assertThat(fresh).hasSizeGreaterThan(998);
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> new Positions(new SecretKeySpec(new byte[15], "AES")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key needs at least 16 bytes");
  }
}
