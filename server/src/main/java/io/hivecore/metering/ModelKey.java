package io.hivecore.metering;

/** What a sender said about who served which model, as sent. */
record ModelKey(String provider, String modelName) {
  boolean tooLong() {
    return provider.length() > PriceCatalogue.LONGEST_NAME
        || modelName.length() > PriceCatalogue.LONGEST_NAME;
  }
}
