package io.hivecore.identity;

/** What the start of the server found or made: the first tenant and its key. */
public sealed interface FirstKey {
  Tenant tenant();

  /**
   * The tenant had no key, so one was made.
   *
   * @param text to be printed, this once
   */
  record Generated(Tenant tenant, ApiKeyText text) implements FirstKey {}

  /**
   * The key given in the settings has been made valid.
   *
   * @param text for its prefix; whoever gave it has it
   */
  record Given(Tenant tenant, ApiKeyText text) implements FirstKey {}

  /** The key given in the settings is one that has been revoked, and it stays revoked. */
  record GivenButRevoked(Tenant tenant, ApiKeyText text) implements FirstKey {}

  /** There was nothing to do: an earlier start did it. */
  record Known(Tenant tenant) implements FirstKey {}
}
