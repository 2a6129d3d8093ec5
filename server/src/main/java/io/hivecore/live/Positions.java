package io.hivecore.live;

import io.hivecore.tenancy.SealedNumbers;
import io.hivecore.tenancy.TenantId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.SecretKey;

/**
 * Makes positions in the journal opaque, see {@link SealedNumbers}: 48 bits are enough for 89 years
 * at 100,000 a second. Safe for use by many threads.
 *
 * <p>A record's position has salt 0, so that all its readers share the bytes; the others have a
 * random one, else a heartbeat whose id changed while its tenant was quiet would tell that others
 * were busy. A foreign or invented text that opens by chance would only choose where in its own
 * stream the tenant resumes.
 */
final class Positions {
  static final int CHARACTERS = SealedNumbers.CHARACTERS;

  private final SealedNumbers sealed;

  /**
   * @param key of this server, at least 16 bytes; the same for as long as positions are to open, so
   *     also over restarts
   */
  Positions(SecretKey key) {
    sealed = new SealedNumbers(key, "hivecore stream position");
  }

  OfTenant of(TenantId tenant) {
    return new OfTenant(sealed.of(tenant));
  }

  /** The positions of one tenant. */
  static final class OfTenant {
    private final SealedNumbers.OfTenant sealed;

    private OfTenant(SealedNumbers.OfTenant sealed) {
      this.sealed = sealed;
    }

    /** The position behind a record; always the same text. */
    String ofRecord(long sequence) {
      return sealed.seal(sequence, 0);
    }

    /** A position that shows not even whether it is the same as another one. */
    String fresh(long sequence) {
      return sealed.seal(sequence, ThreadLocalRandom.current().nextInt());
    }

    /** What a text stands for; empty when it is no position of this tenant on this server. */
    OptionalLong open(String text) {
      Optional<SealedNumbers.Opened> opened = sealed.open(text);
      return opened.isPresent() ? OptionalLong.of(opened.get().number()) : OptionalLong.empty();
    }
  }
}
