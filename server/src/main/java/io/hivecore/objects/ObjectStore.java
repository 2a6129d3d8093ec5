package io.hivecore.objects;

import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps large payloads by their content, each tenant's apart: who does not hold a content cannot
 * tell whether another does. An object is there whole or not at all. Safe for use by many threads.
 */
public interface ObjectStore {
  /**
   * Keeps a content; durable when this returns. The same content of a tenant is kept once, with the
   * media type that it was first put with.
   *
   * @param mediaType such as {@code image/png}
   * @throws ObjectStoreException when it cannot be kept
   */
  ObjectId put(TenantId tenant, String mediaType, byte[] content);

  /**
   * Keeps a content that is read to its end; the same otherwise.
   *
   * @throws IOException when the content cannot be read; then nothing is kept
   */
  ObjectId put(TenantId tenant, String mediaType, InputStream content) throws IOException;

  /**
   * Opens an object of the tenant; empty when it has none with this id.
   *
   * @throws ObjectStoreException when it cannot be read
   */
  Optional<StoredObject> open(TenantId tenant, ObjectId id);

  /**
   * The tenant's object whose id begins like this; of several the first. Empty when it has none.
   *
   * @throws ObjectStoreException when its objects cannot be looked through
   */
  Optional<ObjectId> find(TenantId tenant, ObjectIdStart start);

  /**
   * Has an object of the tenant count as put now, as if its content had been sent again; false when
   * it has none with this id. Durable when this returns, as after a put.
   *
   * @throws ObjectStoreException when it cannot be changed
   */
  boolean renew(TenantId tenant, ObjectId id);

  /** Bytes that a tenant's objects take. Reads through all of them. */
  long size(TenantId tenant);

  /**
   * Removes objects of a tenant that were last put before a time; how many.
   *
   * @throws ObjectStoreException when one of them cannot be removed
   */
  int expire(TenantId tenant, Instant before);

  /** Removes all that a tenant has; may be asked again. */
  void deleteTenant(TenantId tenant);
}
