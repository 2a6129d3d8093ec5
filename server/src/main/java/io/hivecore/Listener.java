package io.hivecore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Who listens at a port of this machine. */
final class Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Listener() {}

  /** Why nothing can listen there; empty when a server could. */
  static Optional<String> obstacle(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Before anything is made: a first key is shown once, so a start that makes one has to come to
   * its end.
   *
   * @param setting chooses another port
   * @throws StartException when a server could not listen there
   */
  static void requireFree(String host, int port, String setting) {
    obstacle(host, port)
        .ifPresent(
            reason -> {
              throw new StartException(
                  "port %d on %s cannot be listened at: %s. Stop what listens there, or choose another with %s."
                      .formatted(port, host, reason, setting));
            });
  }

  /** Whether it is a HiveCore that answers at a port of this machine. */
  static boolean isHiveCore(int port) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                  .timeout(PATIENCE)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().equals("{\"status\":\"up\"}");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
