package io.hivecore.telemetry.words;

import io.hivecore.telemetry.words.WordQuery.Term;
import io.hivecore.telemetry.words.WordQuery.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * The indexes that are asked, opened when they first are; of those in use lately a bounded number
 * stays open. Safe for any thread.
 */
public final class WordIndexes implements AutoCloseable {
  /** Each holds a few files and some tens of kilobytes. */
  private static final int MOST_OPEN = 32;

  /** Held while an index is opened too, some milliseconds, so that it is opened once. */
  private final Object lock = new Object();

  private final Map<Path, DirectoryReader> open = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * The records of a tenant that have what is asked for.
   *
   * @throws IOException when the index cannot be read or is damaged
   */
  public WordHits search(Path folder, int tenant, WordQuery query) throws IOException {
    DirectoryReader reader = acquire(folder);
    try {
      return new WordHits(reader, query(tenant, query));
    } catch (RuntimeException e) {
      reader.decRef();
      throw new IOException("an index of words is damaged", e);
    } catch (IOException e) {
      reader.decRef();
      throw e;
    }
  }

  /**
   * Goes through all of an index.
   *
   * @throws IOException when it is damaged
   */
  public void check(Path folder) throws IOException {
    DirectoryReader reader = acquire(folder);
    try {
      for (LeafReaderContext part : reader.leaves()) {
        part.reader().checkIntegrity();
      }
    } finally {
      reader.decRef();
    }
  }

  /** Lets go of an index that was deleted or replaced. */
  public void forget(Path folder) throws IOException {
    synchronized (lock) {
      DirectoryReader reader = open.remove(folder);
      if (reader != null) {
        reader.decRef();
      }
    }
  }

  private DirectoryReader acquire(Path folder) throws IOException {
    synchronized (lock) {
      DirectoryReader reader = open.get(folder);
      if (reader == null) {
        reader = DirectoryReader.open(WordIndexWriter.directory(folder));
        open.put(folder, reader);
        Iterator<DirectoryReader> eldest = open.values().iterator();
        if (open.size() > MOST_OPEN) {
          eldest.next().decRef();
          eldest.remove();
        }
      }
      reader.incRef();
      return reader;
    }
  }

  private static Query query(int tenant, WordQuery query) {
    var all = new BooleanQuery.Builder();
    query.terms().stream().distinct().forEach(term -> all.add(query(tenant, term), Occur.FILTER));
    return all.build();
  }

  private static Query query(int tenant, Term term) {
    if (term.prefix()) {
      return new PrefixQuery(term(tenant, term.words().getFirst().text()));
    }
    var phrase = new PhraseQuery.Builder();
    int place = 0;
    int terms = 0;
    for (Word word : term.words()) {
      if (!word.unspaced()) {
        phrase.add(term(tenant, word.text()), place++);
        terms++;
      } else {
        int[] characters = word.text().codePoints().toArray();
        for (int i = 0; i < Math.max(1, characters.length - 1); i++) {
          String pair = new String(characters, i, Math.min(2, characters.length));
          phrase.add(term(tenant, pair), place + i);
          terms++;
        }
        place += characters.length;
      }
    }
    PhraseQuery built = phrase.build();
    return terms == 1 ? new TermQuery(built.getTerms()[0]) : built;
  }

  private static org.apache.lucene.index.Term term(int tenant, String word) {
    BytesRef bytes = WordStream.term(tenant, word);
    return new org.apache.lucene.index.Term(WordIndexWriter.WORD, bytes);
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      for (DirectoryReader reader : open.values()) {
        reader.decRef();
      }
      open.clear();
    }
  }
}
