package io.hivecore.http.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.hivecore.http.Admission;
import io.hivecore.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Counts a call's message while it comes in, against what all bodies may have together. Without it,
 * gRPC would gather every message whole before anyone is asked.
 */
final class ReceivedBytes extends ServerStreamTracer {
  private static final Context.Key<ReceivedBytes> KEY = Context.key("hivecore-received-bytes");

  /** Receives what is refused. */
  interface Refused {
    void because(ProblemException problem);
  }

  private Admission.@Nullable Ticket ticket;
  private @Nullable Refused refused;
  private boolean ended;

  static ServerStreamTracer.Factory factory() {
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return new ReceivedBytes();
      }
    };
  }

  /** That of the call that is being begun. */
  static ReceivedBytes current() {
    ReceivedBytes current = KEY.get();
    if (current == null) {
      throw new IllegalStateException("the server has no tracer");
    }
    return current;
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  /** From here on bytes are counted; before, none has been asked for. */
  synchronized void countOn(Admission.Ticket newTicket, Refused newRefused) {
    ticket = newTicket;
    refused = newRefused;
  }

  /** Takes room for more than what comes in. */
  synchronized void reserve(long bytes) {
    if (ticket != null && !ended) {
      ticket.add(bytes);
    }
  }

  @Override
  public void inboundWireSize(long bytes) {
    ProblemException problem = null;
    Refused told;
    synchronized (this) {
      told = refused;
      if (ticket == null || ended) {
        return;
      }
      try {
        ticket.add(bytes);
      } catch (ProblemException e) {
        problem = e;
      }
    }
    if (problem != null && told != null) {
      told.because(problem);
    }
  }

  /** Gives everything back; once. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      if (ticket != null) {
        ticket.close();
      }
    }
  }
}
