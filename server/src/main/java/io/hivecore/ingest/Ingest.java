package io.hivecore.ingest;

import static java.util.Objects.requireNonNull;

import io.hivecore.ingest.IngestRefusedException.Reason;
import io.hivecore.journal.Entry;
import io.hivecore.journal.Journal;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.Receipt;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes decoded records: prices them, puts them into the journal and answers when they are durable.
 * Safe for use by many threads.
 */
public final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  /** What an entry takes beside its payload: a little more than the journal counts for it. */
  private static final long ENTRY_BYTES = 160;

  private final Journal journal;
  private final CostRule costs;
  private final Preparation preparation;
  private final InstantSource clock;
  private final IngestSettings settings;
  private final TimeOrderedIds assigned;
  private final QueueShares shares;

  /** Ingest that keeps records as they come. */
  public Ingest(Journal journal, CostRule costs, InstantSource clock, IngestSettings settings) {
    this(journal, costs, Preparation.NONE, clock, settings);
  }

  /**
   * Ingest.
   *
   * @param preparation what is done to each record before it is written anywhere
   */
  public Ingest(
      Journal journal,
      CostRule costs,
      Preparation preparation,
      InstantSource clock,
      IngestSettings settings) {
    this.journal = requireNonNull(journal, "journal");
    this.costs = requireNonNull(costs, "costs");
    this.preparation = requireNonNull(preparation, "preparation");
    this.clock = requireNonNull(clock, "clock");
    this.settings = requireNonNull(settings, "settings");
    this.assigned = new TimeOrderedIds(clock);
    this.shares = new QueueShares(settings.queueBytes());
  }

  public IngestSettings settings() {
    return settings;
  }

  /**
   * A request that comes in now. Empty texts for what it does not say.
   *
   * @param projectId of all its records that name no project
   * @param roundId of all its records that name no execution round
   * @param idempotencyKey of all its records that have no identity
   */
  public Arrival arrival(String projectId, String roundId, String idempotencyKey) {
    return new Arrival(
        clock.instant().truncatedTo(ChronoUnit.MICROS), projectId, roundId, idempotencyKey);
  }

  /** What gives the records of one request their identity. */
  public Identities identities(Arrival arrival) {
    return new Identities(assigned, arrival.idempotencyKey());
  }

  /**
   * Takes records all together and waits until they are durable.
   *
   * @return one answer a record, in the same order
   * @throws IngestRefusedException when none of them is taken
   */
  public List<Accepted> accept(TenantId tenant, List<IncomingRecord> records) {
    if (records.isEmpty()) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>(records.size());
    for (IncomingRecord record : records) {
      entries.add(entry(tenant, record));
    }
    return append(tenant, entries, Duration.ZERO);
  }

  /**
   * Begins a batch.
   *
   * @param whole whether nothing may be written before all of it is read
   */
  public BatchIntake batch(TenantId tenant, boolean whole) {
    return new BatchIntake(this, tenant, whole);
  }

  /** A record as it goes into the journal: prepared, and with its cost. */
  Entry entry(TenantId tenant, IncomingRecord incoming) {
    TelemetryRecord priced =
        switch (incoming.record()) {
          case UsageRecord usage -> priced(tenant, usage);
          case SpanRecord span -> priced(tenant, span, incoming.hourCacheWrites());
          default -> incoming.record();
        };
    TelemetryRecord record = preparation.prepared(tenant, priced);
    ExecutionStatus status =
        record instanceof ExecutionRecord execution ? execution.status() : null;
    return new Entry(
        tenant,
        record.kind(),
        record.id(),
        incoming.identified(),
        status,
        RecordCodec.encode(record));
  }

  private UsageRecord priced(TenantId tenant, UsageRecord usage) {
    return new UsageRecord(
        usage.id(),
        usage.timestamp(),
        usage.receivedAt(),
        usage.context(),
        usage.modelName(),
        usage.provider(),
        usage.tokens(),
        costs.cost(
            tenant,
            usage.provider(),
            usage.modelName(),
            usage.tokens(),
            0,
            usage.timestamp(),
            usage.cost().reported()),
        usage.durationMillis(),
        usage.extra());
  }

  private SpanRecord priced(TenantId tenant, SpanRecord span, long hourCacheWrites) {
    TokenUsage tokens = span.tokens();
    return tokens == null
        ? span
        : span.withCost(
            costs.cost(
                tenant,
                span.call().provider(),
                span.call().model(),
                tokens,
                hourCacheWrites,
                span.timestamp(),
                span.cost().reported()));
  }

  /** Appends in one piece; see {@link #accept}. */
  List<Accepted> append(TenantId tenant, List<Entry> entries, Duration patience) {
    long bytes = 0;
    for (Entry entry : entries) {
      bytes += size(entry);
    }
    enter(tenant, bytes, patience);
    List<Receipt> receipts;
    try {
      receipts = journal.append(entries);
    } catch (JournalUnavailableException e) {
      throw refused(e);
    } catch (TelemetryStoreException e) {
      throw refused(e);
    } finally {
      shares.release(tenant, bytes);
    }
    List<Accepted> accepted = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      accepted.add(new Accepted(entries.get(i).id(), receipts.get(i).outcome()));
    }
    return accepted;
  }

  /** What an entry takes in the queue. */
  static long size(Entry entry) {
    return entry.payload().length + ENTRY_BYTES;
  }

  private void enter(TenantId tenant, long bytes, Duration patience) {
    try {
      switch (shares.enter(tenant, bytes, patience)) {
        case ADMITTED -> {}
        case TENANT_FULL ->
            throw new IngestRefusedException(
                Reason.TENANT_FULL,
                "Too much of this tenant's is waiting to be written.",
                settings.retryAfter(),
                null);
        case FULL ->
            throw new IngestRefusedException(
                Reason.UNAVAILABLE,
                "Too much is waiting to be written.",
                settings.retryAfter(),
                null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IngestRefusedException(
          Reason.UNAVAILABLE, "The server is stopping.", settings.retryAfter(), e);
    }
  }

  /** The journal asks the store which records it has already; without its answer none is taken. */
  private IngestRefusedException refused(TelemetryStoreException e) {
    return switch (e.reason()) {
      case NO_ROOM ->
          new IngestRefusedException(
              Reason.NO_ROOM, "There is no room to keep records.", settings.retryAfter(), e);
      case OVERLOADED, CANCELLED ->
          new IngestRefusedException(
              Reason.UNAVAILABLE,
              "The store has too much to do to tell new records from repeated ones.",
              settings.retryAfter(),
              e);
      case FAILED, NEWER_FORMAT, TOO_MANY_GROUPS -> {
        LOG.error("The store cannot tell whether it has a record; the request was refused.", e);
        yield new IngestRefusedException(
            Reason.UNAVAILABLE, "Records cannot be kept just now.", settings.retryAfter(), e);
      }
    };
  }

  private static IngestRefusedException refused(JournalUnavailableException e) {
    return switch (e.reason()) {
      case NO_ROOM ->
          new IngestRefusedException(
              Reason.NO_ROOM, "There is no room to keep records.", e.retryAfter(), e);
      case OVERLOADED ->
          new IngestRefusedException(
              Reason.UNAVAILABLE, "Too much is waiting to be written.", e.retryAfter(), e);
      case FAILED ->
          new IngestRefusedException(
              Reason.UNAVAILABLE, "Records cannot be kept just now.", e.retryAfter(), e);
      case CLOSED ->
          new IngestRefusedException(
              Reason.UNAVAILABLE, "The server is stopping.", e.retryAfter(), e);
    };
  }
}
