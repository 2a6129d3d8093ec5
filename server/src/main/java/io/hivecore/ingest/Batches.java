package io.hivecore.ingest;

import static java.util.Objects.requireNonNull;

import io.hivecore.ingest.BatchStatus.Counts;
import io.hivecore.ingest.BatchStatus.Reason;
import io.hivecore.ingest.BatchStatus.Stage;
import io.hivecore.tenancy.SealedNumbers;
import io.hivecore.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import javax.crypto.SecretKey;

/**
 * Gives answered batches an id by which their sender can ask where they are. Safe for use by many
 * threads.
 *
 * <p>The id itself says up to where the journal has to be in the store, sealed for the tenant, so
 * that it is good over restarts and needs no memory. Only counts and reasons are remembered, of a
 * tenant's last {@value #MOST_OF_TENANT} batches, and of {@value #MOST_OF_ALL} in all.
 */
public final class Batches {
  private static final int MOST_OF_TENANT = 500;
  private static final int MOST_OF_ALL = 5_000;
  private static final int MOST_REASONS = 20;
  private static final int MOST_DETAIL = 300;

  /** The bit of the salt that says that something was rejected; the others are random. */
  private static final int ANY_REJECTED = 1;

  /** The bit that says that something was taken. */
  private static final int ANY_TAKEN = 2;

  private final SealedNumbers ids;
  private final LongSupplier durableSequence;
  private final LongSupplier appliedSequence;
  private final Object lock = new Object();
  private final Map<Key, Kept> kept = new HashMap<>();
  private final LinkedHashSet<Key> order = new LinkedHashSet<>();
  private final Map<TenantId, LinkedHashSet<Key>> orderOfTenant = new HashMap<>();

  /**
   * @param key of this server, at least 16 bytes
   * @param durableSequence the last entry of the journal
   * @param appliedSequence the last entry of the journal that is in the store
   */
  public Batches(SecretKey key, LongSupplier durableSequence, LongSupplier appliedSequence) {
    this.ids = new SealedNumbers(key, "hivecore ingest batch");
    this.durableSequence = requireNonNull(durableSequence, "durableSequence");
    this.appliedSequence = requireNonNull(appliedSequence, "appliedSequence");
  }

  private record Key(TenantId tenant, String id) {}

  private record Kept(Counts counts, List<Reason> reasons) {}

  /**
   * Remembers a batch that is answered record by record.
   *
   * @return its id
   */
  public String remember(TenantId tenant, BatchOutcome outcome) {
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < outcome.decisions().size() && reasons.size() < MOST_REASONS; i++) {
      if (outcome.decisions().get(i) instanceof Rejection rejection) {
        reasons.add(new Reason(i, rejection.code(), rejection.detail()));
      }
    }
    return remember(
        tenant, new Counts(outcome.accepted(), outcome.duplicates(), outcome.rejected()), reasons);
  }

  /**
   * Remembers a batch that is answered.
   *
   * @return its id
   */
  public String remember(TenantId tenant, Counts counts, List<Reason> reasons) {
    // The records are durable by now, those too that were known already.
    long sequence = Math.min(durableSequence.getAsLong(), SealedNumbers.MOST);
    boolean taken = counts.accepted() + counts.duplicates() > 0;
    int salt =
        (ThreadLocalRandom.current().nextInt() & ~(ANY_REJECTED | ANY_TAKEN))
            | (counts.rejected() > 0 ? ANY_REJECTED : 0)
            | (taken ? ANY_TAKEN : 0);
    String id = ids.of(tenant).seal(sequence, salt);
    Kept entry = new Kept(counts, reasons.stream().limit(MOST_REASONS).map(Batches::cut).toList());
    Key key = new Key(tenant, id);
    synchronized (lock) {
      if (kept.put(key, entry) == null) {
        order.add(key);
        LinkedHashSet<Key> own =
            orderOfTenant.computeIfAbsent(tenant, ignored -> new LinkedHashSet<>());
        own.add(key);
        if (own.size() > MOST_OF_TENANT) {
          forget(own.getFirst());
        } else if (order.size() > MOST_OF_ALL) {
          forget(order.getFirst());
        }
      }
    }
    return id;
  }

  private static Reason cut(Reason reason) {
    String detail = reason.detail();
    return detail.length() <= MOST_DETAIL
        ? reason
        : new Reason(reason.index(), reason.code(), detail.substring(0, MOST_DETAIL) + "…");
  }

  private void forget(Key key) {
    kept.remove(key);
    order.remove(key);
    LinkedHashSet<Key> own = orderOfTenant.get(key.tenant());
    if (own != null) {
      own.remove(key);
      if (own.isEmpty()) {
        orderOfTenant.remove(key.tenant());
      }
    }
  }

  /** Where a batch is; empty for an id that this tenant was never given. */
  public Optional<BatchStatus> find(TenantId tenant, String id) {
    return ids.of(tenant).open(id).map(opened -> status(new Key(tenant, id), opened));
  }

  private BatchStatus status(Key key, SealedNumbers.Opened opened) {
    Kept known;
    synchronized (lock) {
      known = kept.get(key);
    }
    Stage stage =
        (opened.salt() & ANY_TAKEN) == 0
            ? Stage.REJECTED
            : appliedSequence.getAsLong() >= opened.number() ? Stage.VISIBLE : Stage.JOURNALLED;
    return new BatchStatus(
        stage,
        known == null ? null : known.counts(),
        (opened.salt() & ANY_REJECTED) != 0,
        known == null ? List.of() : known.reasons());
  }
}
