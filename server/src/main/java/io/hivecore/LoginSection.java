package io.hivecore;

import io.hivecore.configuration.InvalidSettingsException;
import io.hivecore.configuration.Secret;
import io.hivecore.configuration.Setting;
import io.hivecore.identity.login.AccessTokens;
import io.hivecore.identity.login.LoginLimits;
import io.hivecore.identity.login.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How people log in. */
public record LoginSection(
    @Setting(
            description =
                "Signs the access tokens of people; at least 32 characters, random. Without one, a"
                    + " secret is made at the first start and kept in the data folder. All nodes of"
                    + " one installation need the same.",
            variable = "SECRET_KEY")
        Optional<Secret> secretKey,
    @Setting(
            description =
                "The secret that signed access tokens before. Its tokens are taken until they run"
                    + " out, so that a change of login.secret-key is not noticed; remove it after"
                    + " a quarter of an hour.")
        Optional<Secret> formerSecretKey,
    @Setting(
            description =
                "Failed logins from one network address within a minute; further tries get 429. A"
                    + " proxy in front of the server is one address: raise it then.",
            defaultValue = "30",
            min = "1",
            max = "1000000")
        int failuresPerAddress,
    @Setting(
            description =
                "Failed logins for one e-mail address within 15 minutes; further tries get 429,"
                    + " whether anybody has the address or not.",
            defaultValue = "10",
            min = "1",
            max = "1000000")
        int failuresPerAccount) {
  private static final int LEAST_CHARACTERS = 32;

  public LoginSection {
    secretKey.ifPresent(secret -> check("login.secret-key", secret));
    formerSecretKey.ifPresent(secret -> check("login.former-secret-key", secret));
  }

  /** Those that are printed in the settings of frameworks and examples are no secrets. */
  private static void check(String key, Secret secret) {
    String text = secret.reveal();
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.length() < LEAST_CHARACTERS || text.chars().distinct().count() < 10) {
      throw new InvalidSettingsException(
          List.of(key + " must be at least " + LEAST_CHARACTERS + " random characters"));
    }
    if (lower.startsWith("django-insecure-") || lower.contains("change")) {
      throw new InvalidSettingsException(
          List.of(key + " looks like an example that everybody knows; make one of your own"));
    }
  }

  AccessTokens tokens(DataFolder data) {
    SigningKey current =
        secretKey
            .map(LoginSection::key)
            .orElseGet(
                () -> SigningKey.of(data.secret("access-tokens", "HmacSHA256", 32).getEncoded()));
    return new AccessTokens(current, formerSecretKey.map(LoginSection::key).stream().toList());
  }

  private static SigningKey key(Secret secret) {
    return SigningKey.of(secret.reveal().getBytes(StandardCharsets.UTF_8));
  }

  LoginLimits.Bounds limits() {
    return new LoginLimits.Bounds(failuresPerAddress, failuresPerAccount);
  }
}
