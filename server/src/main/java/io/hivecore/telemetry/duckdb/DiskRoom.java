package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room that is left on the store's disk. Asked before anything is begun that needs much of it:
 * a checkpoint that runs out of room leaves its file unusable until it is attached anew.
 *
 * @param reserveBytes what is to be left free
 */
record DiskRoom(Path folder, long reserveBytes) {
  /**
   * Makes sure that there is room.
   *
   * @throws TelemetryStoreException when there is not
   */
  void require(String task, long bytes) throws IOException {
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < Math.addExact(reserveBytes, bytes)) {
      throw new TelemetryStoreException(
          Reason.NO_ROOM, task + ": the disk is full but for its reserve");
    }
  }

  static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
