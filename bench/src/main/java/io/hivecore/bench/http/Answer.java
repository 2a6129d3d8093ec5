package io.hivecore.bench.http;

import java.nio.charset.StandardCharsets;

/** A response, read whole. */
public record Answer(int status, byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
