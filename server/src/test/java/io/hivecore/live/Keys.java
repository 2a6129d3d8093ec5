package io.hivecore.live;

import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys for tests; each number has its own. */
public final class Keys {
  private Keys() {}

  public static SecretKey of(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new SecretKeySpec(bytes, "AES");
  }
}
