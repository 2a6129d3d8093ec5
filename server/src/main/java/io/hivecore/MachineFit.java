package io.hivecore;

import io.hivecore.configuration.ByteSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what the settings allow has room on the machine. They are upper bounds that are rarely
 * reached together, so nothing here stops a start.
 *
 * @param heapBytes the most that the Java heap may take
 * @param memoryBytes of the machine or of the container
 * @param freeDiskBytes where the data folder is
 */
record MachineFit(long heapBytes, long memoryBytes, long freeDiskBytes) {
  /** What the process takes beside the heap and the store: the virtual machine itself, threads. */
  private static final long ITSELF_BYTES = 128L << 20;

  /** What does not fit, each with what to change; empty when all does. */
  List<String> notes(Settings settings) {
    List<String> notes = new ArrayList<>();
    ServerSection server = settings.server();
    // A packed body is there twice, as it came and inflated.
    long bodies =
        Math.max(
            server.bodyBytesInFlight(),
            2 * Math.max(server.maxBodySize().bytes(), settings.otlp().maxBodySize().bytes()));
    long onHeap =
        bodies + settings.ingest().queueSize().bytes() + settings.stream().queueMemory().bytes();
    if (onHeap > heapBytes / 4 * 3) {
      notes.add(
          "bodies of requests, ingest.queue-size and stream.queue-memory may come to %s of a Java heap of %s: raise HIVECORE_HEAP, or lower server.body-memory, server.max-body-size or the others"
              .formatted(shown(onHeap), shown(heapBytes)));
    }
    long inAll = heapBytes + settings.telemetry().memoryLimit().bytes() + ITSELF_BYTES;
    if (inAll > memoryBytes) {
      notes.add(
          "Java heap and telemetry.memory-limit may come to %s, and the machine has %s: lower HIVECORE_HEAP or telemetry.memory-limit"
              .formatted(shown(inAll), shown(memoryBytes)));
    }
    long onDisk =
        settings.journal().maxSize().bytes() + settings.telemetry().maxTemporarySize().bytes();
    if (onDisk > freeDiskBytes) {
      notes.add(
          "journal.max-size and telemetry.max-temporary-size may come to %s, and the disk has %s free: make room or lower them"
              .formatted(shown(onDisk), shown(freeDiskBytes)));
    }
    return List.copyOf(notes);
  }

  private static ByteSize shown(long bytes) {
    return ByteSize.ofMebibytes(bytes >> 20);
  }
}
