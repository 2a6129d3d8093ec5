package io.hivecore.telemetry.rollup;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money in three 64-bit parts, so that a sum over any number of rows is exact and
 * cannot overflow DuckDB's 128-bit sums, as DECIMAL(38,20) does at 10^18 USD. Comparing the parts
 * in order compares the amounts.
 *
 * @param micros whole millionths, rounded down
 * @param rest24 what remains, in units of 10^-24; 0 to 10^18 - 1
 * @param rest38 what then remains, in units of 10^-38, rounded; 0 to 10^14 - 1
 */
public record Amount(long micros, long rest24, long rest38) {
  private static final long[] POWERS = new long[19];
  private static final BigInteger UNITS_IN_REST24 = BigInteger.TEN.pow(14);
  private static final BigInteger UNITS_IN_MICRO = BigInteger.TEN.pow(32);
  private static final int MICRO_SCALE = 6;
  private static final int REST24_SCALE = 24;
  private static final int REST38_SCALE = 38;
  private static final int MAX_WHOLE_DIGITS = 12;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  /**
   * The parts of a value; null for null and for one of 10^12 or more, which no call can cost: such
   * a value is kept as text but does not count in sums.
   */
  public static @Nullable Amount of(@Nullable BigDecimal value) {
    if (value == null || (long) value.precision() - value.scale() > MAX_WHOLE_DIGITS) {
      return null;
    }
    int scale = value.scale();
    if (scale >= 0 && scale <= MICRO_SCALE + 18 && value.precision() <= 18) {
      return ofSmall(value.unscaledValue().longValue(), scale);
    }
    BigInteger units = value.setScale(REST38_SCALE, RoundingMode.HALF_UP).unscaledValue();
    BigInteger rest = units.mod(UNITS_IN_MICRO);
    BigInteger[] parts = rest.divideAndRemainder(UNITS_IN_REST24);
    return new Amount(
        units.subtract(rest).divide(UNITS_IN_MICRO).longValueExact(),
        parts[0].longValueExact(),
        parts[1].longValueExact());
  }

  private static Amount ofSmall(long unscaled, int scale) {
    if (scale <= MICRO_SCALE) {
      return new Amount(unscaled * POWERS[MICRO_SCALE - scale], 0, 0);
    }
    long perMicro = POWERS[scale - MICRO_SCALE];
    return new Amount(
        Math.floorDiv(unscaled, perMicro),
        Math.floorMod(unscaled, perMicro) * POWERS[REST24_SCALE - scale],
        0);
  }

  /** The value, without needless zeros at the end. */
  public BigDecimal toDecimal() {
    return sum(BigDecimal.valueOf(micros), BigDecimal.valueOf(rest24), BigDecimal.valueOf(rest38));
  }

  /** The value of three summed-up parts, without needless zeros at the end. */
  public static BigDecimal sum(BigDecimal micros, BigDecimal rest24, BigDecimal rest38) {
    BigDecimal sum =
        micros
            .movePointLeft(MICRO_SCALE)
            .add(rest24.movePointLeft(REST24_SCALE))
            .add(rest38.movePointLeft(REST38_SCALE))
            .stripTrailingZeros();
    return sum.scale() < 0 ? sum.setScale(0) : sum;
  }
}
