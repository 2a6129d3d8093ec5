package io.hivecore.metering;

/** Which price a call has, and why. */
public sealed interface PriceAnswer {
  /** The tenant set one. */
  record Own(TenantPrice price) implements PriceAnswer {}

  /**
   * The catalogue has one.
   *
   * @param inferred whether the provider was told by the model's name alone
   */
  record Listed(PriceCatalogue.Listing listing, ListedPrice price, boolean inferred)
      implements PriceAnswer {}

  /** There is none: a call's cost is unknown, which is not the same as free. */
  record Unpriced(Reason reason) implements PriceAnswer {}

  /** Why there is no price. */
  enum Reason {
    /** No model name was given, or one longer than any model's. */
    NO_MODEL_NAME,
    /** The provider that was given is not in the catalogue. */
    PROVIDER_NOT_LISTED,
    /** The catalogue has the provider, or was to infer it, but no such model. */
    MODEL_NOT_LISTED,
    /** The catalogue has the model but no price by tokens or calls. */
    NOT_SOLD_BY_TOKENS
  }
}
