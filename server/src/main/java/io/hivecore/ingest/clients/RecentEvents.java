package io.hivecore.ingest.clients;

import io.hivecore.tenancy.TenantId;
import java.util.LinkedHashSet;

/**
 * Which events of clients are on disk already, so that one that is sent again, after an answer that
 * got lost, does not undo what came since. Only of late, and until the server stops: behind that a
 * repeated event is merged like any other. Safe for use by many threads.
 */
public final class RecentEvents {
  private static final int MOST = 50_000;

  private final LinkedHashSet<Key> ids = new LinkedHashSet<>();

  private record Key(TenantId tenant, String id) {}

  public synchronized boolean contains(TenantId tenant, String id) {
    return ids.contains(new Key(tenant, id));
  }

  public synchronized void add(TenantId tenant, String id) {
    if (ids.add(new Key(tenant, id)) && ids.size() > MOST) {
      ids.removeFirst();
    }
  }
}
