package io.hivecore.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.BatchIntake;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.BatchStatus.Counts;
import io.hivecore.ingest.BatchStatus.Reason;
import io.hivecore.ingest.Batches;
import io.hivecore.ingest.Decision;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.IngestRefusedException;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.dialect.LogOutcome;
import io.hivecore.ingest.dialect.OtlpLogs;
import io.hivecore.ingest.dialect.OtlpMetrics;
import io.hivecore.ingest.dialect.OtlpTraces;
import io.hivecore.tenancy.TenantId;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes requests of OTLP, whichever door and encoding they come by. Safe for use by many threads.
 */
public final class OtlpIntake {
  private static final int MOST_NAMED = 20;
  private static final int MOST_DETAIL = 300;

  /** As many pieces are objects at once as there are processors; more would only take memory. */
  private static final Semaphore AT_ONCE =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

  private final Ingest ingest;
  private final Batches batches;

  public OtlpIntake(Ingest ingest, Batches batches) {
    this.ingest = ingest;
    this.batches = batches;
  }

  /** How a request is encoded. */
  public enum Encoding {
    PROTOBUF,
    JSON
  }

  /**
   * Takes a request and waits until all that is taken of it is durable. What was known already
   * counts as taken.
   *
   * @throws MalformedOtlpException when it is no request of that signal
   * @throws TooMuchOtlpException when there is too much in it
   * @throws IngestRefusedException when it is to be sent again, whole
   */
  public OtlpOutcome take(
      TenantId tenant, Signal signal, Encoding encoding, byte[] body, Arrival arrival) {
    List<Rejection> rejections = new ArrayList<>();
    byte[] wire = wire(signal, encoding, body, rejections);
    Pieces pieces =
        new Pieces(
            signal, wire, ingest.settings().batchRecords(), ingest.settings().batchBodyBytes());
    ArrayDeque<byte[]> cut = new ArrayDeque<>(pieces.cut());
    rejections.addAll(pieces.rejections());
    // Nothing is written before all of it is read: what is refused as a whole is not there.
    BatchIntake intake = ingest.batch(tenant, true);
    for (int i = 0; !cut.isEmpty(); i++) {
      // Taken out, so that what is read makes room for what it is made into.
      decode(signal, cut.removeFirst(), part(arrival, "piece", i)).forEach(intake::take);
    }
    rejections.forEach(intake::take);
    return outcome(tenant, signal, pieces.items() + rejections.size(), intake.finish());
  }

  private static byte[] wire(
      Signal signal, Encoding encoding, byte[] body, List<Rejection> rejections) {
    return switch (encoding) {
      case PROTOBUF -> body;
      case JSON -> {
        OtlpJson.Read read = OtlpJson.read(signal, body);
        rejections.addAll(read.rejections());
        yield read.wire();
      }
    };
  }

  /**
   * The arrival of one part of a request. In each part the places are counted anew, so what is
   * identified by the request's key and its place needs another key there.
   */
  private static Arrival part(Arrival whole, String kind, int index) {
    return index == 0 || whole.idempotencyKey().isEmpty()
        ? whole
        : new Arrival(
            whole.receivedAt(),
            whole.projectId(),
            whole.roundId(),
            whole.idempotencyKey() + '\n' + kind + index);
  }

  private List<Decoded> decode(Signal signal, byte[] piece, Arrival arrival) {
    AT_ONCE.acquireUninterruptibly();
    try {
      return parsed(signal, piece, arrival);
    } catch (InvalidProtocolBufferException e) {
      return oneByOne(signal, piece, arrival);
    } finally {
      AT_ONCE.release();
      // Others on this processor get their turn between pieces.
      LockSupport.parkNanos(1);
    }
  }

  /** One item that cannot be read never sinks the others. */
  private List<Decoded> oneByOne(Signal signal, byte[] piece, Arrival arrival) {
    List<Decoded> all = new ArrayList<>();
    int index = 0;
    for (byte[] single : Pieces.single(signal, piece)) {
      try {
        all.addAll(parsed(signal, single, part(arrival, "item", ++index)));
      } catch (InvalidProtocolBufferException e) {
        all.add(Rejection.malformed("It is no protobuf of its kind: " + e.getMessage()));
      }
    }
    return all;
  }

  private List<Decoded> parsed(Signal signal, byte[] piece, Arrival arrival)
      throws InvalidProtocolBufferException {
    Identities identities = ingest.identities(arrival);
    List<Decoded> decoded = new ArrayList<>();
    switch (signal) {
      case TRACES ->
          OtlpTraces.read(
              ExportTraceServiceRequest.parseFrom(piece),
              arrival,
              identities,
              decoded::add,
              decoded::add);
      case LOGS ->
          OtlpLogs.read(
              ExportLogsServiceRequest.parseFrom(piece),
              arrival,
              identities,
              outcome -> {
                switch (outcome) {
                  case LogOutcome.Records(var records) -> decoded.addAll(records);
                  case LogOutcome.Rejected(Rejection rejection) -> decoded.add(rejection);
                }
              });
      case METRICS ->
          OtlpMetrics.read(
              ExportMetricsServiceRequest.parseFrom(piece), arrival, identities, decoded::add);
    }
    return decoded;
  }

  private OtlpOutcome outcome(TenantId tenant, Signal signal, long items, BatchOutcome outcome) {
    if (outcome.refusal().isPresent()) {
      // The part that is there counts once, also when all is sent again.
      throw outcome.refusal().get();
    }
    List<Reason> reasons = reasons(outcome);
    long rejected = Math.min(outcome.rejected(), items);
    String id =
        batches.remember(
            tenant, new Counts(outcome.accepted(), outcome.duplicates(), rejected), reasons);
    return new OtlpOutcome(
        signal, rejected, rejected == 0 ? "" : message(signal, rejected, reasons), id);
  }

  private static List<Reason> reasons(BatchOutcome outcome) {
    List<Reason> reasons = new ArrayList<>();
    for (Decision decision : outcome.decisions()) {
      if (decision instanceof Rejection rejection && reasons.size() < MOST_NAMED) {
        reasons.add(new Reason(-1, rejection.code(), shortened(rejection.detail())));
      }
    }
    return reasons;
  }

  private static String shortened(String detail) {
    return detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) + "…" : detail;
  }

  private static String message(Signal signal, long rejected, List<Reason> reasons) {
    StringBuilder message = new StringBuilder();
    message.append(rejected).append(' ').append(signal.plural()).append(" not taken: ");
    String separator = "";
    for (Reason reason : reasons) {
      message.append(separator).append(reason.detail());
      separator = " | ";
    }
    if (rejected > reasons.size()) {
      message.append(" | and ").append(rejected - reasons.size()).append(" more");
    }
    return message.toString();
  }
}
