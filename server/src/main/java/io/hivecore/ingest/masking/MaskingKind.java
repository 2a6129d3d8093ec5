package io.hivecore.ingest.masking;

import java.util.Locale;
import java.util.Optional;

/** What a rule finds. The wire name is stored. */
public enum MaskingKind {
  /** Keys and tokens in the shapes of common issuers, bearer tokens, JSON web tokens. */
  API_KEY,
  /** Addresses of electronic mail. */
  EMAIL,
  /** International phone numbers and Chinese mobile ones. */
  PHONE,
  /** Numbers of payment cards, with the right check digit. */
  CREDIT_CARD,
  /** Chinese resident identity numbers with the right check digit, US social security numbers. */
  IDENTITY_NUMBER,
  /** What an expression of the tenant's own matches. */
  CUSTOM;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  public String wireName() {
    return wireName;
  }

  public static Optional<MaskingKind> ofWireName(String wireName) {
    for (MaskingKind kind : values()) {
      if (kind.wireName.equals(wireName)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
