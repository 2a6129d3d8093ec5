package io.hivecore.telemetry.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of money are exact, however they come together. */
final class CostSumTest {
  @Test
  void addsUpAsDecimalsDo() {
    var random = new Random(1);
    for (int i = 0; i < 200; i++) {
      BigDecimal exact = BigDecimal.ZERO;
      var one = new CostSum();
      var other = new CostSum();
      for (int k = 0; k < 100; k++) {
        BigDecimal cost = new BigDecimal(new BigInteger(165, random), 38);
        if (cost.precision() - cost.scale() > 12) {
          cost = cost.movePointLeft(2).setScale(38, RoundingMode.DOWN);
        }
        if (random.nextInt(4) == 0) {
          cost = cost.negate();
        }
        exact = exact.add(cost);
        (random.nextBoolean() ? one : other).add(Objects.requireNonNull(Amount.of(cost)));
      }
      var read = new CostSum();
      var out = new ByteWriter();
      other.write(out);
      read.read(new ByteReader(out.array(), 0));
      one.add(read);
      assertThat(one.toDecimal()).isEqualByComparingTo(exact);
    }
  }

  @Test
  void takesPartsThatWereAddedUpOneByOne() {
    var random = new Random(2);
    for (int i = 0; i < 1_000; i++) {
      var micros = new BigInteger(100, random).multiply(BigInteger.valueOf(random.nextInt(3) - 1));
      var rests24 = new BigInteger(90, random);
      var rests38 = new BigInteger(90, random);
      var sum = new CostSum();
      sum.add(micros, rests24, rests38);
      assertThat(sum.toDecimal())
          .isEqualByComparingTo(
              new BigDecimal(micros, 6)
                  .add(new BigDecimal(rests24, 24))
                  .add(new BigDecimal(rests38, 38)));
    }
  }
}
