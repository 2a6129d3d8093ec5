package io.hivecore.operations;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageChanges;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts what tenants report and what follows from it, for Prometheus, since the start of the
 * process. The sets of labels are bounded: a tenant's models beyond {@link #MOST_MODELS} and
 * tenants beyond {@link #MOST_TENANTS} are counted as {@code other}. Safe for use by many threads.
 */
public final class UsageCounters {
  static final int MOST_TENANTS = 500;
  static final int MOST_MODELS = 50;
  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Map<String, Set<String>> modelsByTenant = new HashMap<>();
  private final Map<List<String>, Net> counters = new HashMap<>();

  /**
   * A counter of what may also be taken back. Counters of Prometheus never go down, else they count
   * as begun anew: what is taken back is owed, and made up for by what is added next.
   */
  private static final class Net {
    private final Counter counter;
    private double owed;

    Net(Counter counter) {
      this.counter = counter;
    }

    void add(double amount) {
      double more = amount - owed;
      counter.increment(Math.max(0, more));
      owed = Math.max(0, -more);
    }
  }

  public UsageCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts records that the store has taken. */
  public synchronized void count(List<SequencedRecord> records) {
    for (SequencedRecord sequenced : records) {
      String tenant = tenantLabel(sequenced.tenant());
      counter(
              "telemetry_records",
              "Records stored",
              tenant,
              "kind",
              sequenced.record().kind().wireName())
          .add(1);
      if (sequenced.record() instanceof ExecutionRecord execution) {
        execution(tenant, execution);
      }
    }
  }

  /** Counts what became of the ledger. */
  public synchronized void count(UsageChanges changes) {
    // First what is taken back: mostly it is replaced at once, and then nothing is owed.
    changes.retracted().forEach(change -> usage(change, -1));
    changes.added().forEach(change -> usage(change, 1));
  }

  /** Removes a tenant's series; its place is free for another's. */
  public synchronized void forget(TenantId tenant) {
    String label = tenant.toString();
    modelsByTenant.remove(label);
    counters
        .entrySet()
        .removeIf(
            entry -> {
              boolean of = entry.getKey().get(1).equals(label);
              if (of) {
                registry.remove(entry.getValue().counter);
              }
              return of;
            });
  }

  private void usage(UsageChanges.Change change, int sign) {
    UsageRecord usage = change.usage();
    String tenant = tenantLabel(change.tenant());
    String model = modelLabel(tenant, usage.modelName());
    TokenUsage tokens = usage.tokens();
    counter("token_usage", "Tokens of model calls", tenant, "model", model)
        .add(sign * (double) tokens.total());
    counter("model_calls", "Model calls", tenant, "model", model).add(sign);
    BigDecimal cost = usage.cost().amount();
    if (cost == null) {
      counter("unpriced_calls", "Model calls without a cost", tenant, "model", model).add(sign);
    } else {
      counter("cost_usd", "Cost of model calls in USD", tenant, "model", model)
          .add(sign * cost.doubleValue());
    }
  }

  private void execution(String tenant, ExecutionRecord execution) {
    counter(
            "execution_messages",
            "Messages on executions",
            tenant,
            "status",
            execution.effectiveStatus().wireName())
        .add(1);
  }

  private Net counter(String name, String description, String tenant, String label, String value) {
    return counters.computeIfAbsent(
        List.of(name, tenant, value),
        ignored ->
            new Net(
                Counter.builder(name)
                    .description(description)
                    .tag("tenant_id", tenant)
                    .tag(label, value)
                    .register(registry)));
  }

  private String tenantLabel(TenantId tenant) {
    String label = tenant.toString();
    if (!modelsByTenant.containsKey(label)) {
      if (modelsByTenant.size() >= MOST_TENANTS) {
        return OTHER;
      }
      modelsByTenant.put(label, new HashSet<>());
    }
    return label;
  }

  private String modelLabel(String tenant, String model) {
    Set<String> models = modelsByTenant.computeIfAbsent(tenant, ignored -> new HashSet<>());
    if (models.contains(model)) {
      return model;
    }
    return models.size() < MOST_MODELS && models.add(model) ? model : OTHER;
  }
}
