package io.hivecore;

import io.helidon.webserver.WebServer;

final class Main {
  private Main() {}

  public static void main(String[] args) {
    WebServer.builder()
        .port(8000)
        .routing(r -> r.get("/x", (q, s) -> s.send("ok")))
        .build()
        .start();
  }
}
