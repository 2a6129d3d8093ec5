package io.hivecore.objects;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * An object that was found, open for reading. Belongs to one thread, which closes it.
 *
 * @param id its whole id
 * @param mediaType as given when it was first put
 * @param size bytes of its content
 * @param content from the beginning
 * @param lastPut when the same content was last put or renewed
 */
public record StoredObject(
    ObjectId id, String mediaType, long size, InputStream content, Instant lastPut)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    content.close();
  }
}
