package io.hivecore.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ByteSizeTest {
  @Property
  void whatIsWrittenIsReadAgain(@ForAll @LongRange(min = 0) long bytes) {
    assertThat(ByteSize.parse(new ByteSize(bytes).toString())).isEqualTo(new ByteSize(bytes));
  }

  @Example
  void unitsArePowersOf1024() {
    assertThat(ByteSize.parse("64MiB")).isEqualTo(ByteSize.ofMebibytes(64));
    assertThat(ByteSize.parse("3KiB").bytes()).isEqualTo(3_072);
    assertThat(new ByteSize(0)).hasToString("0B");
    assertThat(new ByteSize(1_536)).hasToString("1536B");
    assertThat(new ByteSize(1L << 31)).hasToString("2GiB");
    assertThat(new ByteSize(5L << 40)).hasToString("5TiB");
    assertThat(new ByteSize(4L << 50)).hasToString("4096TiB");
  }

  @Example
  void othersAreRefused() {
    for (String text :
        new String[] {
          "",
          "64",
          "64MB",
          "64 MiB",
          "-1B",
          "1.5GiB",
          "MiB",
          "9223372036854775808B",
          "8388608TiB",
          "64mib",
          "١B"
        }) {
      assertThatThrownBy(() -> ByteSize.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
