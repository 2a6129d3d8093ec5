package io.hivecore.metering.genaiprices;

import io.hivecore.metering.PriceCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The price catalogue inside the server's jar. */
public final class BundledCatalogue {
  private static final String RESOURCE = "catalogue.json";

  private BundledCatalogue() {}

  /**
   * Reads it, in some tens of milliseconds at the start of a process.
   *
   * @throws IllegalStateException when the jar was built without it, or it is not what the build
   *     writes
   */
  public static PriceCatalogue load() {
    try (InputStream in = BundledCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the price catalogue is not in the jar; server/prices/make-catalogue.sh makes it");
      }
      return new CatalogueReader(in.readAllBytes()).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
