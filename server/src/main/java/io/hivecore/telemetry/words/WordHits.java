package io.hivecore.telemetry.words;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * What an index finds, the newest first: part by part of the index, so that what nobody asks for is
 * not looked for. Belongs to one thread.
 */
public final class WordHits implements AutoCloseable {
  private final DirectoryReader reader;
  private final Weight weight;
  private final List<LeafReaderContext> parts;
  private FixedBitSet found = new FixedBitSet(0);

  /** Behind the next one to give; 0 when the part is done. */
  private int before;

  WordHits(DirectoryReader reader, Query query) throws IOException {
    this.reader = reader;
    var searcher = new IndexSearcher(reader);
    // Not the reader's: while two threads ask it first, each may get leaves of its own.
    this.parts = new ArrayList<>(searcher.getLeafContexts());
    searcher.setQueryCache(null);
    this.weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
  }

  /**
   * The sequences of the next newest records, in no order; empty when there are no more.
   *
   * @param most how many at most
   * @throws IOException when the index cannot be read or is damaged
   */
  public List<Long> next(int most) throws IOException {
    try {
      return read(most);
    } catch (RuntimeException e) {
      throw new IOException("an index of words is damaged", e);
    }
  }

  private List<Long> read(int most) throws IOException {
    List<Long> sequences = new ArrayList<>();
    while (sequences.size() < most) {
      if (before == 0) {
        if (parts.size() == 0) {
          break;
        }
        search(parts.getLast());
      }
      read(parts.getLast(), most, sequences);
      if (before == 0) {
        parts.removeLast();
      }
    }
    return sequences;
  }

  private void search(LeafReaderContext part) throws IOException {
    int size = part.reader().maxDoc();
    found = new FixedBitSet(size);
    Scorer scorer = weight.scorer(part);
    if (scorer != null) {
      DocIdSetIterator documents = scorer.iterator();
      documents.nextDoc();
      documents.intoBitSet(size, found, 0);
    }
    Bits live = part.reader().getLiveDocs();
    if (live != null) {
      live.applyMask(found, 0);
    }
    before = size;
  }

  /** Reads on downwards. */
  private void read(LeafReaderContext part, int most, List<Long> sequences) throws IOException {
    int first = before;
    for (int count = sequences.size(); count < most && first > 0; count++) {
      first = Math.max(0, found.prevSetBit(first - 1));
    }
    NumericDocValues values = part.reader().getNumericDocValues(WordIndexWriter.SEQUENCE);
    if (values != null) {
      for (int document = first;
          document < before
              && (document = found.nextSetBit(document, before)) != DocIdSetIterator.NO_MORE_DOCS;
          document++) {
        if (values.advanceExact(document)) {
          sequences.add(values.longValue());
        }
      }
    }
    before = first;
  }

  @Override
  public void close() throws IOException {
    reader.decRef();
  }
}
