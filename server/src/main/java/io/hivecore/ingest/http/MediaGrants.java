package io.hivecore.ingest.http;

import io.hivecore.http.Cursors;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.ingest.MediaUpload;
import io.hivecore.objects.ObjectId;
import io.hivecore.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Allows one thing with one medium for a short time, by an address that needs no key: Langfuse's
 * clients send none along with the bytes. What is allowed stands sealed in the address, so that
 * nothing has to be remembered. Safe for use by many threads.
 */
public final class MediaGrants {
  /** What may be done. A grant for one is none for the other. */
  enum Purpose {
    /** Put the bytes. The clients do so at once, and try again for some seconds. */
    UPLOAD(Duration.ofMinutes(10)),
    /** Get them. An hour, as with Langfuse. */
    DOWNLOAD(Duration.ofHours(1));

    private final Duration life;

    Purpose(Duration life) {
      this.life = life;
    }
  }

  /**
   * What was allowed to whom.
   *
   * @param media hash, type and size that are allowed, and no other
   * @param expires to the second
   */
  record Grant(TenantId tenant, MediaUpload media, Instant expires) {}

  /** Stands for the tenant when sealing: whose it is, is known only after opening. */
  private static final TenantId NOBODY = new TenantId(new UUID(0, 0));

  private static final int HASH_BYTES = 32;

  private final Cursors seals;
  private final InstantSource clock;

  public MediaGrants(Cursors seals, InstantSource clock) {
    this.seals = seals;
    this.clock = clock;
  }

  /** When a grant that is given now ends. */
  Instant expiry(Purpose purpose) {
    return Instant.ofEpochSecond(clock.instant().plus(purpose.life).getEpochSecond());
  }

  /** A text for an address that allows it. */
  String sealed(Purpose purpose, Grant grant) {
    byte[] type = grant.media().mediaType().getBytes(StandardCharsets.US_ASCII);
    UUID tenant = grant.tenant().value();
    ByteBuffer content =
        ByteBuffer.allocate(4 * Long.BYTES + HASH_BYTES + type.length)
            .putLong(tenant.getMostSignificantBits())
            .putLong(tenant.getLeastSignificantBits())
            .putLong(grant.expires().getEpochSecond())
            .putLong(grant.media().bytes())
            .put(HexFormat.of().parseHex(grant.media().object().digits()))
            .put(type);
    return seals.seal(NOBODY, label(purpose), content.array());
  }

  /**
   * What a text allows.
   *
   * @throws ProblemException 400 when it was not sealed by this server for this purpose, or ran out
   */
  Grant opened(Purpose purpose, String text) {
    Grant grant =
        seals
            .openIfValid(NOBODY, label(purpose), text)
            .map(MediaGrants::read)
            .orElseThrow(
                () -> refused("Not from an address that this server gave for this purpose."));
    if (!clock.instant().isBefore(grant.expires())) {
      throw refused("The address ended at " + grant.expires() + "; ask for another.");
    }
    return grant;
  }

  private static Grant read(byte[] bytes) {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    TenantId tenant = new TenantId(new UUID(content.getLong(), content.getLong()));
    Instant expires = Instant.ofEpochSecond(content.getLong());
    long size = content.getLong();
    byte[] hash = new byte[HASH_BYTES];
    content.get(hash);
    String type = StandardCharsets.US_ASCII.decode(content).toString();
    return new Grant(tenant, new MediaUpload(ObjectId.ofHash(hash), type, size), expires);
  }

  private static String label(Purpose purpose) {
    return switch (purpose) {
      case UPLOAD -> "media upload";
      case DOWNLOAD -> "media download";
    };
  }

  private static ProblemException refused(String detail) {
    return Problem.invalid("grant", detail).asException();
  }
}
