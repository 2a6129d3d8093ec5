package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.MergedRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.duckdb.MergedStates.Identity;
import io.hivecore.telemetry.duckdb.MergedStates.Stored;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the messages of one transaction make of merged records. */
final class Merge {
  private final StoredState stored;
  private final MergedStates cached;
  private final CostRule costs;

  /** What is stored of the records that are looked at; of others nothing is. */
  private final Map<Identity, Stored> prior = new HashMap<>();

  private final Set<Identity> looked = new HashSet<>();
  private final Map<Identity, Stored> merged = new LinkedHashMap<>();

  Merge(StoredState stored, MergedStates cached, CostRule costs) {
    this.stored = stored;
    this.cached = cached;
    this.costs = costs;
  }

  /** Lays all messages over the states of their records. */
  void add(List<SequencedRecord> records) throws SQLException {
    List<Identity> known = new ArrayList<>();
    Set<Identity> created = new HashSet<>();
    for (SequencedRecord sequenced : records) {
      if (sequenced.record() instanceof MergedRecord message) {
        Identity key = new Identity(sequenced.tenant(), message.kind(), message.id());
        // Of a trace that follows from spans the journal does not know.
        if (sequenced.created() && message.kind() != RecordKind.TRACE) {
          created.add(key);
        } else if (!created.contains(key)) {
          known.add(key);
        }
      }
    }
    // A new record has no state, and is not looked for.
    looked.addAll(created);
    look(known);
    for (SequencedRecord sequenced : records) {
      if (sequenced.record() instanceof MergedRecord message) {
        add(
            new Identity(sequenced.tenant(), message.kind(), message.id()),
            message,
            sequenced.sequence());
      }
    }
  }

  /** Finds out what is stored of records. */
  void look(Collection<Identity> keys) throws SQLException {
    List<Identity> unknown = new ArrayList<>();
    for (Identity key : keys) {
      if (looked.add(key)) {
        Stored state = cached.find(key);
        if (state == null) {
          unknown.add(key);
        } else {
          prior.put(key, state);
        }
      }
    }
    if (!unknown.isEmpty()) {
      prior.putAll(stored.merged(unknown));
    }
  }

  /** The present state of a record that was looked at; null for none. */
  @Nullable MergedRecord state(Identity key) {
    Stored state = merged.get(key);
    if (state == null) {
      state = prior.get(key);
    }
    return state == null ? null : state.record();
  }

  /** Lays a message over the state of a record that was looked at. */
  void add(Identity key, MergedRecord message, long sequence) {
    MergedRecord state = state(key);
    MergedRecord record = state == null ? message : MergedRecord.merge(state, message);
    if (record instanceof SpanRecord merged && state instanceof SpanRecord before) {
      SpanRecord after = priced(key.tenant(), before, (SpanRecord) message, merged);
      if (!after.saysTheSameAs(before)) {
        put(key, after, sequence);
      }
      return;
    }
    put(key, record, sequence);
  }

  /** Prices a call anew where its tokens are those of a message that could not be priced. */
  private SpanRecord priced(
      TenantId tenant, SpanRecord before, SpanRecord message, SpanRecord merged) {
    TokenUsage tokens = merged.tokens();
    if (tokens == null || isPriced(before, tokens) || isPriced(message, tokens)) {
      return merged;
    }
    Cost cost =
        costs.cost(
            tenant,
            merged.call().provider(),
            merged.call().model(),
            tokens,
            // Which of them stay for an hour is known while a message comes in, and not kept.
            0,
            merged.timestamp(),
            merged.cost().reported());
    return cost.computed() == null ? merged : merged.withCost(cost);
  }

  private static boolean isPriced(SpanRecord part, TokenUsage tokens) {
    return part.cost().amount() != null && tokens.equals(part.tokens());
  }

  /** Puts a state in the place of the present one of a record that was looked at. */
  void put(Identity key, MergedRecord record, long sequence) {
    merged.remove(key);
    merged.put(key, new Stored(record, sequence));
  }

  /** The new states, in order of their sequence but for those that follow from spans. */
  Map<Identity, Stored> states() {
    return merged;
  }

  /** The rows that they take the place of. */
  List<RowKey> replaced() {
    List<RowKey> replaced = new ArrayList<>();
    for (Identity key : merged.keySet()) {
      Stored old = prior.get(key);
      if (old != null) {
        replaced.add(old.row());
      }
    }
    return replaced;
  }
}
