package io.hivecore.objects.http;

import io.hivecore.http.Exchange;
import io.hivecore.objects.StoredObject;
import java.io.IOException;

/** How an object's bytes are answered, wherever they are asked for. */
public final class ObjectAnswer {
  private ObjectAnswer() {}

  /**
   * Sends the bytes. They are a stranger's, so a browser is told to save them and to guess no type.
   */
  public static void send(Exchange exchange, StoredObject object) throws IOException {
    exchange.reserve(object.size());
    exchange.responseHeader("Content-Disposition", "attachment; filename=\"" + object.id() + "\"");
    exchange.responseHeader("X-Content-Type-Options", "nosniff");
    exchange.send(200, object.mediaType(), object.content().readAllBytes());
  }
}
