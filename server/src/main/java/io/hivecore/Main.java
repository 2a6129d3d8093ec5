package io.hivecore;

import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.operations.Health;
import io.hivecore.operations.http.HealthRoutes;
import java.util.Map;
import java.util.Optional;

/** Where the process begins. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    Routes routes = new Routes();
    HealthRoutes.register(routes, new Health(Map.of()));
    HttpServer.start(HttpSettings.DEFAULT, routes, key -> Optional.empty());
  }
}
