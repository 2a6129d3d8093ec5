package io.hivecore.http.grpc;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.hivecore.http.Gate;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.tenancy.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves methods over gRPC, each call on virtual threads, with the same credentials and bounds as
 * {@link io.hivecore.http.HttpServer}.
 */
public final class GrpcServer implements AutoCloseable {
  private static final int MOST_METADATA_BYTES = 32 * 1024;
  private static final int WINDOW_BYTES = 1 << 20;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final GrpcSettings settings;
  private final Gate gate;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor deadlines = deadlines();
  private final Semaphore calls;
  private final AtomicInteger connections = new AtomicInteger();
  private final Server server;

  private GrpcServer(GrpcSettings settings, List<GrpcMethod> methods, Gate gate) {
    this.settings = settings;
    this.gate = gate;
    this.calls = new Semaphore(settings.calls());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
            .executor(executor)
            .maxInboundMessageSize(settings.messageBytes())
            .maxInboundMetadataSize(MOST_METADATA_BYTES)
            .maxConcurrentCallsPerConnection(settings.callsPerConnection())
            .flowControlWindow(WINDOW_BYTES)
            .handshakeTimeout(10, TimeUnit.SECONDS)
            .keepAliveTime(2, TimeUnit.MINUTES)
            .keepAliveTimeout(20, TimeUnit.SECONDS)
            // Exporters ping every ten seconds and more; stricter servers drop them.
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxConnectionIdle(10, TimeUnit.MINUTES)
            .addStreamTracerFactory(ReceivedBytes.factory())
            .addTransportFilter(new Counting());
    services(methods).forEach(builder::addService);
    this.server = builder.build();
  }

  /**
   * Starts to listen; ready when it returns.
   *
   * @throws UncheckedIOException when it cannot listen there
   */
  public static GrpcServer start(GrpcSettings settings, List<GrpcMethod> methods, Gate gate) {
    GrpcServer own = new GrpcServer(settings, methods, gate);
    try {
      own.server.start();
    } catch (IOException e) {
      own.close();
      throw new UncheckedIOException(e);
    }
    return own;
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  private List<ServerServiceDefinition> services(List<GrpcMethod> methods) {
    Map<String, List<GrpcMethod>> byService = new TreeMap<>();
    for (GrpcMethod method : methods) {
      byService.computeIfAbsent(method.service(), ignored -> new ArrayList<>()).add(method);
    }
    List<ServerServiceDefinition> services = new ArrayList<>();
    byService.forEach(
        (service, own) -> {
          ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
          for (GrpcMethod method : own) {
            definition.addMethod(
                descriptor(method), (call, headers) -> begin(method, call, headers));
          }
          services.add(definition.build());
        });
    return services;
  }

  private static MethodDescriptor<InputStream, byte[]> descriptor(GrpcMethod method) {
    return MethodDescriptor.newBuilder(new Passing(), new Whole())
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(method.service(), method.name()))
        .build();
  }

  /** Decides by the headers whether a message will be read at all. */
  private ServerCall.Listener<InputStream> begin(
      GrpcMethod method, ServerCall<InputStream, byte[]> call, Metadata headers) {
    ReceivedBytes received = ReceivedBytes.current();
    try {
      Caller caller =
          gate.credentials()
              .require(
                  values(headers, "authorization"), values(headers, "x-api-key"), method.access());
      if (connections.get() > settings.connections() || !calls.tryAcquire()) {
        throw Problem.unavailable("Too many calls are being worked on.", RETRY_AFTER).asException();
      }
      UnaryCall unary = new UnaryCall(call, headers, method, caller, received, calls::release);
      try {
        received.countOn(
            gate.admission().enter(caller.tenant()),
            problem -> executor.execute(() -> unary.close(problem.problem())));
      } catch (ProblemException e) {
        unary.close(e.problem());
        return unary;
      }
      unary.expectWithin(settings.patience(), deadlines);
      // One more than there may be, so that a second one is noticed.
      call.request(2);
      return unary;
    } catch (ProblemException e) {
      call.close(Statuses.of(e.problem()), Statuses.trailers(e.problem()));
      return new ServerCall.Listener<>() {};
    }
  }

  private static List<String> values(Metadata headers, String name) {
    Iterable<String> all = headers.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    List<String> values = new ArrayList<>();
    if (all != null) {
      all.forEach(values::add);
    }
    return values;
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    ScheduledThreadPoolExecutor deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("grpc-deadlines").factory());
    deadlines.setRemoveOnCancelPolicy(true);
    return deadlines;
  }

  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(settings.stop().toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      deadlines.shutdownNow();
      executor.shutdown();
    }
  }

  /** Connections that are open. */
  private final class Counting extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      connections.incrementAndGet();
      return attributes;
    }

    @Override
    public void transportTerminated(Attributes attributes) {
      connections.decrementAndGet();
    }
  }

  /** Leaves the message to be read by the call, within its bounds. */
  private static final class Passing implements MethodDescriptor.Marshaller<InputStream> {
    @Override
    public InputStream stream(InputStream value) {
      return value;
    }

    @Override
    public InputStream parse(InputStream stream) {
      return stream;
    }
  }

  private static final class Whole implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
