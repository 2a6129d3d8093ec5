package io.hivecore.identity.login;

import io.hivecore.identity.KeyHash;
import io.hivecore.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Stands for a session when an access token has run out; used once, for it is replaced by the next.
 * It names tenant and session, and has two secrets: one that all tokens of a session share and one
 * of its own. A token with the right shared secret and not the newest own one has been used before.
 * So the store keeps two hashes for each session, however long it lasts. As text it is {@code hr_}
 * and 107 of {@code A–Z a–z 0–9 _ -}.
 */
record RefreshToken(TenantId tenant, UUID session, byte[] family, byte[] own) {
  private static final String PREFIX = "hr_";
  private static final int SECRET_BYTES = 24;
  private static final int BYTES = 2 * 16 + 2 * SECRET_BYTES;
  private static final int CHARACTERS = PREFIX.length() + (BYTES * 8 + 5) / 6;

  /** The first of a session. */
  static RefreshToken first(TenantId tenant, UUID session, SecureRandom random) {
    return new RefreshToken(tenant, session, secret(random), secret(random));
  }

  /** The next of the same session. */
  RefreshToken next(SecureRandom random) {
    return new RefreshToken(tenant, session, family, secret(random));
  }

  /** The token in a text; empty when it is none. */
  static Optional<RefreshToken> in(String text) {
    if (text.length() != CHARACTERS || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      ByteBuffer in =
          ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
      var tenant = new TenantId(new UUID(in.getLong(), in.getLong()));
      var session = new UUID(in.getLong(), in.getLong());
      byte[] family = new byte[SECRET_BYTES];
      byte[] own = new byte[SECRET_BYTES];
      in.get(family).get(own);
      return Optional.of(new RefreshToken(tenant, session, family, own));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** For whoever is logged in, and nobody else. */
  String reveal() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(tenant.value().getMostSignificantBits())
            .putLong(tenant.value().getLeastSignificantBits())
            .putLong(session.getMostSignificantBits())
            .putLong(session.getLeastSignificantBits())
            .put(family)
            .put(own)
            .array();
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  KeyHash familyHash() {
    return hash(family);
  }

  KeyHash ownHash() {
    return hash(own);
  }

  private static KeyHash hash(byte[] secret) {
    return KeyHash.of(Base64.getEncoder().encodeToString(secret));
  }

  private static byte[] secret(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  @Override
  public String toString() {
    return "RefreshToken of session " + session;
  }
}
