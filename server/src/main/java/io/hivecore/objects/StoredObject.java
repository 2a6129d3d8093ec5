package io.hivecore.objects;

import java.io.IOException;
import java.io.InputStream;

/**
 * An object that was found, open for reading. Belongs to one thread, which closes it.
 *
 * @param mediaType as given when it was first put
 * @param size bytes of its content
 * @param content from the beginning
 */
public record StoredObject(String mediaType, long size, InputStream content)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    content.close();
  }
}
