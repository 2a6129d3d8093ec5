package io.hivecore.http.grpc;

import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its headers to its status, which it gets exactly once. gRPC calls the listener's
 * methods one after the other, on virtual threads.
 */
final class UnaryCall extends ServerCall.Listener<InputStream> implements GrpcCall {
  private static final Logger LOG = LoggerFactory.getLogger(UnaryCall.class);
  private static final int PART_BYTES = 64 * 1024;

  private final ServerCall<InputStream, byte[]> call;
  private final Metadata headers;
  private final GrpcMethod method;
  private final Caller caller;
  private final ReceivedBytes received;
  private final Metadata answerHeaders = new Metadata();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Runnable whenDone;
  private byte @Nullable [] message;
  private volatile boolean complete;
  private volatile @Nullable Future<?> deadline;

  UnaryCall(
      ServerCall<InputStream, byte[]> call,
      Metadata headers,
      GrpcMethod method,
      Caller caller,
      ReceivedBytes received,
      Runnable whenDone) {
    this.call = call;
    this.headers = headers;
    this.method = method;
    this.caller = caller;
    this.received = received;
    this.whenDone = whenDone;
  }

  /** Ends the call when its message does not come whole in time. */
  void expectWithin(Duration patience, ScheduledExecutorService deadlines) {
    deadline =
        deadlines.schedule(
            () -> {
              if (!complete) {
                close(
                    Problem.of(
                        408,
                        "timeout",
                        "Timeout",
                        "The message did not come whole within " + patience.toSeconds() + " s."));
              }
            },
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public TenantId tenant() {
    TenantId tenant = caller.tenant();
    if (tenant == null) {
      throw Problem.forbidden("An operator key belongs to no tenant.").asException();
    }
    return tenant;
  }

  @Override
  public byte[] message() {
    byte[] whole = message;
    if (whole == null) {
      throw new IllegalStateException("there is no message");
    }
    return whole;
  }

  @Override
  public Optional<String> header(String name) {
    String value =
        headers.get(
            Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER));
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  @Override
  public void responseHeader(String name, String value) {
    answerHeaders.put(
        Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER), value);
  }

  @Override
  public void reserve(long bytes) {
    received.reserve(bytes);
  }

  @Override
  public void onMessage(InputStream stream) {
    if (message != null) {
      close(Problem.badRequest("The call has more than one message."));
      return;
    }
    try {
      message = read(stream);
    } catch (ProblemException e) {
      close(e.problem());
    } catch (StatusRuntimeException e) {
      // The bound of inflated messages.
      close(e.getStatus());
    } catch (IOException e) {
      close(Problem.badRequest("The message cannot be inflated."));
    }
  }

  private byte[] read(InputStream stream) throws IOException {
    if (stream instanceof KnownLength) {
      byte[] whole = new byte[stream.available()];
      received.reserve(whole.length);
      stream.readNBytes(whole, 0, whole.length);
      return whole;
    }
    // Deflated: how long it becomes is not known.
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] part = new byte[PART_BYTES];
    for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
      received.reserve(n);
      whole.write(part, 0, n);
    }
    return whole.toByteArray();
  }

  @Override
  public void onHalfClose() {
    complete = true;
    if (closed.get()) {
      return;
    }
    if (message == null) {
      close(Problem.badRequest("The call has no message."));
      return;
    }
    try {
      answer(method.handler().handle(this));
    } catch (ProblemException e) {
      close(e.problem());
    } catch (RuntimeException e) {
      LOG.error("{}/{} failed", method.service(), method.name(), e);
      close(
          Problem.of(
              500, "internal", "Internal error", "The server could not answer. See its log."));
    }
  }

  private void answer(byte[] content) {
    if (closed.compareAndSet(false, true)) {
      call.sendHeaders(answerHeaders);
      call.sendMessage(content);
      call.close(Status.OK, new Metadata());
    }
  }

  /** Ends the call; does nothing when it has ended. */
  void close(Problem problem) {
    if (closed.compareAndSet(false, true)) {
      call.close(Statuses.of(problem), Statuses.trailers(problem));
    }
  }

  private void close(Status status) {
    if (closed.compareAndSet(false, true)) {
      call.close(status, new Metadata());
    }
  }

  @Override
  public void onCancel() {
    closed.set(true);
    done();
  }

  @Override
  public void onComplete() {
    done();
  }

  private void done() {
    received.end();
    Future<?> running = deadline;
    if (running != null) {
      running.cancel(false);
    }
    whenDone.run();
  }
}
