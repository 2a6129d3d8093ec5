package io.hivecore.ingest;

import io.hivecore.objects.ObjectId;
import io.hivecore.objects.ObjectStore;
import io.hivecore.objects.ObjectStoreException;
import io.hivecore.objects.StoredObject;
import io.hivecore.tenancy.TenantId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Media that clients upload by themselves, beside the records that name them. Nothing is kept of an
 * upload but its object. Safe for use by many threads.
 */
public final class Media {
  private final ObjectStore objects;

  public Media(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * Whether a tenant's medium is there, so that it need not be uploaded again; then it counts as
   * uploaded now, and is kept as long as the record that names it.
   *
   * @throws IngestRefusedException when that cannot be told just now
   */
  public boolean known(TenantId tenant, ObjectId object) {
    return orRefused(() -> objects.renew(tenant, object));
  }

  /**
   * Keeps what was uploaded; on the disk when this returns.
   *
   * @param bytes of which hash and number are those of the upload
   * @throws IngestRefusedException when it cannot be kept just now
   */
  public void keep(TenantId tenant, MediaUpload upload, byte[] bytes) {
    orRefused(() -> objects.put(tenant, upload.mediaType(), bytes));
  }

  /**
   * Opens a medium.
   *
   * @throws IngestRefusedException when it cannot be read just now
   */
  public Optional<StoredObject> open(TenantId tenant, MediaId id) {
    return orRefused(
        () -> objects.find(tenant, id.object()).flatMap(object -> objects.open(tenant, object)));
  }

  private static <T> T orRefused(Supplier<T> call) {
    try {
      return call.get();
    } catch (ObjectStoreException e) {
      throw LargeTexts.refused(e);
    }
  }
}
