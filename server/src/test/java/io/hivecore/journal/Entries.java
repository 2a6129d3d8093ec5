package io.hivecore.journal;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries to append, and all of a journal's entries in a form that can be compared. */
final class Entries {
  static final TenantId TENANT = new TenantId(new UUID(1, 1));
  static final TenantId OTHER_TENANT = new TenantId(new UUID(2, 2));

  /** What a test compares of a journaled entry. */
  record Kept(
      long sequence,
      TenantId tenant,
      RecordKind kind,
      UUID id,
      boolean created,
      @Nullable ExecutionStatus settledStatus,
      String payload) {}

  private Entries() {}

  static UUID id(long number) {
    return new UUID(7, number);
  }

  static Entry usage(long id, String payload) {
    return entry(TENANT, RecordKind.USAGE, id, null, payload);
  }

  static Entry execution(long id, @Nullable ExecutionStatus status, String payload) {
    return entry(TENANT, RecordKind.EXECUTION, id, status, payload);
  }

  static Entry entry(
      TenantId tenant, RecordKind kind, long id, @Nullable ExecutionStatus status, String payload) {
    return new Entry(tenant, kind, id(id), true, status, payload.getBytes(StandardCharsets.UTF_8));
  }

  static Kept kept(long sequence, Entry entry, boolean created) {
    return new Kept(
        sequence, entry.tenant(), entry.kind(), entry.id(), created, null, text(entry.payload()));
  }

  static Kept kept(JournaledEntry entry) {
    return new Kept(
        entry.sequence(),
        entry.tenant(),
        entry.kind(),
        entry.id(),
        entry.created(),
        entry.settledStatus(),
        text(entry.payload()));
  }

  static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** All that can be read behind the given number. */
  static List<Kept> after(long sequence, Journal journal) {
    List<Kept> all = new ArrayList<>();
    try (Journal.Reader reader = journal.read(sequence)) {
      for (List<JournaledEntry> next = reader.next(7, 1000);
          !next.isEmpty();
          next = reader.next(7, 1000)) {
        next.forEach(entry -> all.add(kept(entry)));
      }
    }
    return all;
  }
}
