package io.hivecore.http;

import io.helidon.common.socket.HelidonSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a client leaves while its request is worked on, by reading ahead on a thread of its
 * own. What it reads is the beginning of the next request and goes to the connection.
 */
final class ClientWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);

  private final List<Runnable> actions = new ArrayList<>();
  private final CompletableFuture<byte @Nullable []> ahead = new CompletableFuture<>();
  private boolean left;

  ClientWatch(HelidonSocket socket, Runnable action) {
    actions.add(action);
    Thread.startVirtualThread(() -> readAhead(socket));
  }

  private void readAhead(HelidonSocket socket) {
    try {
      byte[] bytes = socket.get();
      ahead.complete(bytes);
      if (bytes != null) {
        return;
      }
    } catch (RuntimeException e) {
      ahead.completeExceptionally(e);
    }
    leave();
  }

  private void leave() {
    List<Runnable> informed;
    synchronized (this) {
      left = true;
      informed = List.copyOf(actions);
      actions.clear();
    }
    informed.forEach(ClientWatch::run);
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("what was to be done when a client leaves has failed", e);
    }
  }

  /** Adds an action; runs it at once when the client is gone already. */
  void inform(Runnable action) {
    synchronized (this) {
      if (!left) {
        actions.add(action);
        return;
      }
    }
    run(action);
  }

  /** The request is answered: nobody is to be informed any more. */
  synchronized void forget() {
    actions.clear();
  }

  /** What was read, waiting for it; null at the end of the connection. */
  byte @Nullable [] taken() {
    try {
      return ahead.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
