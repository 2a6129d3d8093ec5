package io.hivecore.telemetry.ids;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Makes one index, and the filter to it, of several. */
public final class IdIndexMerge {
  private IdIndexMerge() {}

  /**
   * Writes what all sources hold; the writer is not finished.
   *
   * @return a filter over the same
   * @throws IOException when a source is damaged, or the disk is full
   */
  public static IdFilter merge(List<IdIndex> sources, IdIndexWriter writer) throws IOException {
    IdFilter filter = IdFilter.forIds(sources.stream().mapToLong(IdIndex::size).sum());
    var cursors = new PriorityQueue<IdIndex.Cursor>(Comparator.comparingLong(IdIndex.Cursor::hash));
    for (IdIndex source : sources) {
      IdIndex.Cursor cursor = source.cursor();
      if (cursor.next()) {
        cursors.add(cursor);
      }
    }
    for (IdIndex.Cursor lowest = cursors.poll(); lowest != null; lowest = cursors.poll()) {
      writer.add(lowest.hash(), lowest.sequence());
      filter.add(lowest.hash());
      if (lowest.next()) {
        cursors.add(lowest);
      }
    }
    return filter;
  }
}
