package io.hivecore.identity.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.Login;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessTokensTest {
  private static final byte[] SECRET = "0123456789abcdefghijklmnopqrstuv".getBytes(UTF_8);
  private static final SigningKey KEY = SigningKey.of(SECRET);
  private static final SigningKey OTHER =
      SigningKey.of("another 0123456789abcdefghijklmn".getBytes(UTF_8));
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final TenantId TENANT = new TenantId(new UUID(0, 1));
  private static final Login LOGIN = new Login(new UUID(0, 2), new UUID(0, 3), 7, Role.ADMIN);

  private final AccessTokens tokens = new AccessTokens(KEY, List.of());

  @Test
  void aTokenSaysWhoAndForHowLong() {
    String token = tokens.make(TENANT, LOGIN, NOW);
    assertThat(tokens.read(token, NOW))
        .contains(new AccessTokens.Claims(TENANT, LOGIN, NOW.plusSeconds(900)));
    JsonNode claims = new JsonMapper().readTree(part(token, 1));
    assertThat(claims.propertyNames())
        .containsExactlyInAnyOrder(
            "iss",
            "aud",
            "sub",
            "tenant_id",
            "role",
            "sid",
            "jti",
            "token_type",
            "token_version",
            "iat",
            "exp");
    assertThat(claims.get("sub").asString()).isEqualTo(LOGIN.user().toString());
    assertThat(claims.get("role").asString()).isEqualTo("admin");
    assertThat(new JsonMapper().readTree(part(token, 0)).get("kid").asString()).isEqualTo(KEY.id());
  }

  @Test
  void itsTimeIsOverAfterAQuarterOfAnHour() {
    String token = tokens.make(TENANT, LOGIN, NOW);
    assertThat(tokens.read(token, NOW.plusSeconds(899))).isPresent();
    assertThat(tokens.read(token, NOW.plusSeconds(900))).isEmpty();
  }

  @Test
  void anotherKeyIsTakenWhileItIsTheFormerOne() {
    String token = new AccessTokens(OTHER, List.of()).make(TENANT, LOGIN, NOW);
    assertThat(tokens.read(token, NOW)).isEmpty();
    AccessTokens changed = new AccessTokens(KEY, List.of(OTHER));
    assertThat(changed.read(token, NOW)).isPresent();
    assertThat(part(changed.make(TENANT, LOGIN, NOW), 0)).contains(KEY.id());
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    String token = tokens.make(TENANT, LOGIN, NOW);
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(tokens.read(token.substring(0, i) + other + token.substring(i + 1), NOW))
          .as("character " + i)
          .isEmpty();
    }
    assertThat(tokens.read(token + "=", NOW)).isEmpty();
    assertThat(tokens.read(token + ".", NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS512\",\"kid\":\"KID\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"KID\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"kid\":\"0000000000000000\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"
      })
  void anotherHeaderIsRefusedHoweverItIsSigned(String header) {
    String payload = part(tokens.make(TENANT, LOGIN, NOW), 1);
    String forged = signed(header.replace("KID", KEY.id()), payload);
    assertThat(tokens.read(forged, NOW)).isEmpty();
    assertThat(tokens.read(forged.substring(0, forged.lastIndexOf('.') + 1), NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"aud\":\"hivecore\"|\"aud\":\"another\"",
        "\"aud\":\"hivecore\"|\"aud\":[\"hivecore\"]",
        "\"iss\":\"hivecore\"|\"iss\":\"another\"",
        "\"token_type\":\"access\"|\"token_type\":\"refresh\"",
        "\"token_type\":\"access\",|",
        "\"role\":\"admin\"|\"role\":\"root\"",
        "\"role\":\"admin\"|\"role\":\"viewer\",\"role\":\"admin\"",
        "\"token_version\":7|\"token_version\":\"seven\"",
        "{|[",
      })
  void aTokenForSomethingElseIsRefusedThoughItIsSigned(String change) {
    String payload = part(tokens.make(TENANT, LOGIN, NOW), 1);
    String header = "{\"alg\":\"HS256\",\"kid\":\"" + KEY.id() + "\",\"typ\":\"JWT\"}";
    assertThat(tokens.read(signed(header, payload), NOW)).isPresent();
    String[] parts = change.split("\\|", -1);
    assertThat(payload).contains(parts[0]);
    assertThat(tokens.read(signed(header, payload.replace(parts[0], parts[1])), NOW))
        .isEqualTo(Optional.empty());
  }

  @Test
  void whatIsNoTokenIsRefused() {
    for (String text : List.of("", ".", "..", "a.b", "a.b.c", "hc_x", "ä.ö.ü", "x".repeat(9_999))) {
      assertThat(tokens.read(text, NOW)).isEmpty();
    }
  }

  private static String signed(String header, String payload) {
    String text = encoded(header) + '.' + encoded(payload);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      return text + '.' + encoded(mac.doFinal(text.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(String token, int number) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[number]), UTF_8);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
