package io.hivecore.identity.login;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hivecore.tenancy.Login;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes and reads access tokens: JSON Web Tokens (RFC 7519) signed by HS256. Whether what a token
 * says still holds is for others to say. Safe for use by many threads.
 *
 * <p>A token's header is compared with those that this server writes, byte by byte, before anything
 * is decoded. So there is no algorithm to confuse, {@code none} least of all, and a key id that is
 * not ours ends here.
 */
public final class AccessTokens {
  /** How long a token is taken. */
  public static final Duration LIFE = Duration.ofMinutes(15);

  private static final String ISSUER = "hivecore";
  private static final String AUDIENCE = "hivecore";
  private static final String TYPE = "access";
  private static final int MOST_CHARACTERS = 2_048;

  private static final JsonFactory JSON = new JsonFactory();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SigningKey current;
  private final Map<String, SigningKey> byHeader = new HashMap<>();

  /**
   * @param current signs
   * @param former whose tokens are still taken, after a change of keys
   */
  public AccessTokens(SigningKey current, List<SigningKey> former) {
    this.current = current;
    former.forEach(key -> byHeader.put(header(key), key));
    byHeader.put(header(current), current);
  }

  /** What a token says. */
  record Claims(TenantId tenant, Login login, Instant expiresAt) {}

  /** A token that is taken for {@link #LIFE}. */
  String make(TenantId tenant, Login login, Instant now) {
    var out = new ByteArrayOutputStream(384);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("iss", ISSUER);
      json.writeStringProperty("aud", AUDIENCE);
      json.writeStringProperty("sub", login.user().toString());
      json.writeStringProperty("tenant_id", tenant.toString());
      json.writeStringProperty("role", login.role().wireName());
      json.writeStringProperty("sid", login.session().toString());
      json.writeStringProperty("jti", UUID.randomUUID().toString());
      json.writeStringProperty("token_type", TYPE);
      json.writeNumberProperty("token_version", login.tokenVersion());
      json.writeNumberProperty("iat", now.getEpochSecond());
      json.writeNumberProperty("exp", now.plus(LIFE).getEpochSecond());
      json.writeEndObject();
    }
    String signed = header(current) + '.' + ENCODER.encodeToString(out.toByteArray());
    return signed + '.' + current.sign(signed);
  }

  /** What a token says that this server has signed and whose time is not over. */
  Optional<Claims> read(String token, Instant now) {
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first < 0 || last == first || token.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    SigningKey key = byHeader.get(token.substring(0, first));
    if (key == null || !isSignature(key, token.substring(0, last), token.substring(last + 1))) {
      return Optional.empty();
    }
    try {
      return claims(Base64.getUrlDecoder().decode(token.substring(first + 1, last)))
          .filter(claims -> now.isBefore(claims.expiresAt()));
    } catch (JacksonException | IllegalArgumentException e) {
      // Signed by the same secret for some other purpose.
      return Optional.empty();
    }
  }

  /** The texts are compared, not what they decode to: two texts can decode to one signature. */
  private static boolean isSignature(SigningKey key, String signed, String signature) {
    if (!signed.chars().allMatch(c -> c < 0x80)) {
      return false;
    }
    return MessageDigest.isEqual(key.sign(signed).getBytes(US_ASCII), signature.getBytes(UTF_8));
  }

  private static Optional<Claims> claims(byte[] payload) {
    Map<String, String> all = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue() || all.put(name, json.getString()) != null) {
          return Optional.empty();
        }
      }
    }
    Role role = Role.of(text(all, "role")).orElse(null);
    if (role == null
        || !ISSUER.equals(all.get("iss"))
        || !AUDIENCE.equals(all.get("aud"))
        || !TYPE.equals(all.get("token_type"))) {
      return Optional.empty();
    }
    var login =
        new Login(
            UUID.fromString(text(all, "sub")),
            UUID.fromString(text(all, "sid")),
            Long.parseLong(text(all, "token_version")),
            role);
    return Optional.of(
        new Claims(
            TenantId.parse(text(all, "tenant_id")),
            login,
            Instant.ofEpochSecond(Long.parseLong(text(all, "exp")))));
  }

  private static String text(Map<String, String> claims, String name) {
    @Nullable String text = claims.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the token lacks " + name);
    }
    return text;
  }

  private static String header(SigningKey key) {
    String json = "{\"alg\":\"HS256\",\"kid\":\"" + key.id() + "\",\"typ\":\"JWT\"}";
    return ENCODER.encodeToString(json.getBytes(US_ASCII));
  }
}
