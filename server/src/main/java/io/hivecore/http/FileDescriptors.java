package io.hivecore.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections the process can hold. The server stops to listen for good when it runs out
 * of file descriptors, so it must never come to that.
 */
final class FileDescriptors {
  private static final Logger LOG = LoggerFactory.getLogger(FileDescriptors.class);

  /** For stores, the journal, libraries, and connections that are just being refused. */
  private static final int KEPT_FREE = 512;

  private static final int LEAST = 64;

  private FileDescriptors() {}

  /** The wanted number of connections, or fewer when there are not as many descriptors. */
  static int bounded(int wanted) {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return wanted;
    }
    long most = Math.max(LEAST, unix.getMaxFileDescriptorCount() - KEPT_FREE);
    if (wanted <= most) {
      return wanted;
    }
    LOG.warn(
        "only {} connections instead of {}: the process may open {} files",
        most,
        wanted,
        unix.getMaxFileDescriptorCount());
    return (int) most;
  }
}
