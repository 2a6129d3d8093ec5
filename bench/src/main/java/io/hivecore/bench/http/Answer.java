package io.hivecore.bench.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A response, read whole. */
public record Answer(int status, byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * For what is measured only when it succeeds.
   *
   * @throws IOException when the status is not 200
   */
  public void requireOk() throws IOException {
    if (status != 200) {
      throw new IOException("answered " + status + " " + text());
    }
  }
}
