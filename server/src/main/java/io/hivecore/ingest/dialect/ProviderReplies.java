package io.hivecore.ingest.dialect;

/** What can be read of a provider's reply that was kept whole. */
final class ProviderReplies {
  /**
   * Its id, by which two instrumentations of one call can be told from two calls. Only of an object
   * that looks like a reply of a model.
   */
  static final Reading ID =
      value ->
          value instanceof String text
                  && text.contains("\"usage\"")
                  && text.contains("\"model\"")
                  && text.contains("\"id\"")
                  && JsonIn.firstMember(text, "id") instanceof String id
              ? Readings.TEXT.read(id)
              : null;

  private ProviderReplies() {}
}
