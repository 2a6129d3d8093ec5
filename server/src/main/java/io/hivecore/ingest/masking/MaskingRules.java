package io.hivecore.ingest.masking;

import io.hivecore.tenancy.TenantId;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tenants' rules: set, change, remove, list, and hold ready in memory for every record that comes
 * in. A change counts for records that come in after it has returned; what is stored stays as it
 * is. Safe for use by many threads.
 *
 * <p>Implementation note: a tenant's rules are read when its first record comes, and again after
 * each change made here, and when {@link #readAnew()} says that others may have changed some. A
 * reading is numbered before it begins and the highest number stays, so that a slow reading from
 * before a change cannot replace one from after it. When the reading after a change fails, what was
 * read before is forgotten: no record passes by old rules.
 */
public final class MaskingRules {
  /** Rules that a tenant may hold. */
  static final int MOST = 100;

  /** Of them, such with an expression of the tenant's own: these cost the most. */
  static final int MOST_CUSTOM = 20;

  private final MaskingRuleStore store;
  private final InstantSource clock;
  private final AtomicLong readings = new AtomicLong();

  /** Readings with a lower number are not taken any more. */
  private final AtomicLong oldest = new AtomicLong();

  private final ConcurrentHashMap<TenantId, Reading> inMemory = new ConcurrentHashMap<>();

  public MaskingRules(MaskingRuleStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What became of a draft. */
  public sealed interface Change {
    /** It is in force. */
    record Made(MaskingRule rule) implements Change {}

    /**
     * Nothing was changed.
     *
     * @param faults at least one
     */
    record Refused(List<MaskingRuleDraft.Fault> faults) implements Change {
      public Refused {
        faults = List.copyOf(faults);
      }
    }

    /** Nothing was changed: the tenant holds as many rules as it may. */
    record Full(int most, int mostCustom) implements Change {}

    /** Nothing was changed: the tenant has no rule with this id. */
    record Unknown() implements Change {}
  }

  /** All rules of a tenant, by position and then in the order of creation. */
  public List<MaskingRule> all(TenantId tenant) {
    return store.all(tenant);
  }

  /** One rule. */
  public Optional<MaskingRule> find(TenantId tenant, UUID id) {
    return all(tenant).stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Sets a rule. */
  public Change add(TenantId tenant, MaskingRuleDraft draft) {
    List<MaskingRuleDraft.Fault> faults = draft.faults();
    if (!faults.isEmpty()) {
      return new Change.Refused(faults);
    }
    MaskingRule rule = draft.rule(UUID.randomUUID(), tenant, clock.instant());
    if (full(store.all(tenant), rule)) {
      return new Change.Full(MOST, MOST_CUSTOM);
    }
    store.add(tenant, rule);
    readAnew(tenant);
    return new Change.Made(rule);
  }

  /** Puts a rule in place of another, whose id and time of creation it gets. */
  public Change replace(TenantId tenant, UUID id, MaskingRuleDraft draft) {
    List<MaskingRule> all = store.all(tenant);
    Optional<MaskingRule> before = all.stream().filter(rule -> rule.id().equals(id)).findFirst();
    if (before.isEmpty()) {
      return new Change.Unknown();
    }
    List<MaskingRuleDraft.Fault> faults = draft.faults();
    if (!faults.isEmpty()) {
      return new Change.Refused(faults);
    }
    MaskingRule rule = draft.rule(id, tenant, before.get().createdAt());
    if (full(all.stream().filter(other -> !other.id().equals(id)).toList(), rule)) {
      return new Change.Full(MOST, MOST_CUSTOM);
    }
    if (!store.replace(tenant, rule)) {
      return new Change.Unknown();
    }
    readAnew(tenant);
    return new Change.Made(rule);
  }

  /**
   * Removes a rule.
   *
   * @return false when the tenant has none with this id
   */
  public boolean remove(TenantId tenant, UUID id) {
    if (!store.remove(tenant, id)) {
      return false;
    }
    readAnew(tenant);
    return true;
  }

  private static boolean full(List<MaskingRule> others, MaskingRule rule) {
    long custom = others.stream().filter(other -> other.kind() == MaskingKind.CUSTOM).count();
    return others.size() >= MOST || (rule.kind() == MaskingKind.CUSTOM && custom >= MOST_CUSTOM);
  }

  /** What masks the records of a tenant's project, from memory once the rules were read. */
  public Masker masker(TenantId tenant, String projectId) {
    Reading known = inMemory.get(tenant);
    Maskers maskers = known == null || known.number < oldest.get() ? null : known.maskers;
    return (maskers != null ? maskers : read(tenant)).of(projectId);
  }

  /** Another process may have changed rules: each tenant's are read again when next asked for. */
  public void readAnew() {
    oldest.accumulateAndGet(readings.incrementAndGet(), Math::max);
  }

  /** What stored rules make of a project's records, for trying them out. */
  public Masker stored(TenantId tenant, String projectId) {
    return Maskers.of(store.all(tenant)).of(projectId);
  }

  /** What drafts without faults would make of records; for trying them out. */
  public Masker tried(TenantId tenant, List<MaskingRuleDraft> drafts) {
    return Masker.of(
        drafts.stream()
            .map(draft -> draft.rule(UUID.randomUUID(), tenant, clock.instant()))
            .filter(MaskingRule::enabled)
            .sorted(Comparator.comparingInt(MaskingRule::position))
            .toList());
  }

  private void readAnew(TenantId tenant) {
    try {
      var _ = read(tenant);
    } catch (RuntimeException e) {
      keep(tenant, new Reading(readings.incrementAndGet(), null));
      throw e;
    }
  }

  private Maskers read(TenantId tenant) {
    long number = readings.incrementAndGet();
    Maskers maskers = Maskers.of(store.all(tenant));
    keep(tenant, new Reading(number, maskers));
    return maskers;
  }

  private void keep(TenantId tenant, Reading reading) {
    inMemory.merge(tenant, reading, (known, read) -> known.number > read.number ? known : read);
  }

  /**
   * What was read.
   *
   * @param maskers null when it has to be read again
   */
  private record Reading(long number, @Nullable Maskers maskers) {}

  /**
   * A tenant's maskers.
   *
   * @param others for projects that have no rules of their own
   */
  private record Maskers(Map<String, Masker> byProject, Masker others) {
    static Maskers of(List<MaskingRule> rules) {
      Map<String, Masker> byProject = new HashMap<>();
      for (MaskingRule rule : rules) {
        if (!rule.projectId().isEmpty()) {
          byProject.computeIfAbsent(rule.projectId(), project -> masker(rules, project));
        }
      }
      return new Maskers(Map.copyOf(byProject), masker(rules, ""));
    }

    private static Masker masker(List<MaskingRule> rules, String project) {
      return Masker.of(rules.stream().filter(rule -> rule.appliesTo(project)).toList());
    }

    Masker of(String project) {
      return byProject.isEmpty() ? others : byProject.getOrDefault(project, others);
    }
  }
}
