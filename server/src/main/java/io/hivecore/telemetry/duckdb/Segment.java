package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.ids.IdIndex;
import io.hivecore.telemetry.rollup.UsageRollUp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One attached file. Its extent, filter, indexes and roll-up are replaced as a whole, so any thread
 * may read them; the rest is guarded by the {@link SegmentCatalog}.
 */
final class Segment {
  static final long NO_WORDS = -1;

  private final int number;
  private final Path file;
  private volatile Extent extent;
  private volatile IdFilter filter;
  private volatile @Nullable UsageRollUp rollUp;
  private volatile @Nullable IdIndex index;
  private volatile boolean checkpointed;
  private volatile long words = NO_WORDS;
  private volatile boolean wordsChecked;
  private volatile boolean wordsGivenUp;
  private int readers;
  private boolean retired;

  Segment(int number, Path folder, Extent extent, IdFilter filter) {
    this.number = number;
    this.file = folder.resolve(fileName(number));
    this.extent = extent;
    this.filter = filter;
  }

  static String fileName(int number) {
    return "segment-%06d.duckdb".formatted(number);
  }

  int number() {
    return number;
  }

  Path file() {
    return file;
  }

  Path logFile() {
    return file.resolveSibling(file.getFileName() + ".wal");
  }

  Path filterFile() {
    return file.resolveSibling("segment-%06d.ids".formatted(number));
  }

  Path indexFile() {
    return file.resolveSibling("segment-%06d.index".formatted(number));
  }

  Path rollUpFile() {
    return file.resolveSibling("segment-%06d.usage".formatted(number));
  }

  Path wordsFolder() {
    return file.resolveSibling("segment-%06d.words".formatted(number));
  }

  /** The name under which the file is attached; never from a caller. */
  String schema() {
    return "s" + number;
  }

  Extent extent() {
    return extent;
  }

  void extent(Extent newExtent) {
    extent = newExtent;
  }

  IdFilter filter() {
    return filter;
  }

  void filter(IdFilter newFilter) {
    filter = newFilter;
  }

  /** The sums of its usage; null while only its records can tell. */
  @Nullable UsageRollUp rollUp() {
    return rollUp;
  }

  void rollUp(@Nullable UsageRollUp newRollUp) {
    rollUp = newRollUp;
  }

  /** Where its records are; null while only they can tell. */
  @Nullable IdIndex index() {
    return index;
  }

  void index(@Nullable IdIndex newIndex) {
    index = newIndex;
  }

  /** Whether all of it is in its file and none in a log: sealed, and done with. */
  boolean checkpointed() {
    return checkpointed;
  }

  void checkpointed(boolean newCheckpointed) {
    checkpointed = newCheckpointed;
  }

  /** Of how many spans there is an index of their words, or {@link #NO_WORDS}. */
  void words(long spans) {
    words = spans;
  }

  /** Whether an index can tell which spans may have a word. */
  boolean hasWords() {
    return words != NO_WORDS;
  }

  /** Whether the index is of just the spans that are there, or there are none. */
  boolean hasAllWords() {
    long spans = extent.of(RecordKind.SPAN).rows();
    return spans == 0 || words == spans;
  }

  /** Whether the index was gone through since the store opened, or will be. */
  boolean wordsChecked() {
    return wordsChecked;
  }

  void wordsChecked(boolean newWordsChecked) {
    wordsChecked = newWordsChecked;
  }

  /** Whether the index could not be made, so that nothing need wait for it. */
  boolean wordsGivenUp() {
    return wordsGivenUp;
  }

  void wordsGivenUp(boolean newWordsGivenUp) {
    wordsGivenUp = newWordsGivenUp;
  }

  /** Whether usage may have been taken out of the sums here. */
  boolean mayHaveRetracted() {
    return !checkpointed || extent.superseded().rows() > 0;
  }

  void addReader() {
    readers++;
  }

  /** Whether nobody reads it any more and nobody will. */
  boolean removeReader() {
    readers--;
    return retired && readers == 0;
  }

  boolean retire() {
    retired = true;
    return readers == 0;
  }

  @Override
  public String toString() {
    return schema();
  }
}
