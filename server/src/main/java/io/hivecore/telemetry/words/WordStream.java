package io.hivecore.telemetry.words;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.UnicodeUtil;

/**
 * Gives Lucene the words of texts, as terms that begin with the tenant: so that what one tenant
 * asks for never leads past what another has. Used for one text after the other.
 */
final class WordStream extends TokenStream {
  private static final int TENANT_BYTES = Integer.BYTES;

  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final Words words = new Words();
  private final byte[] utf8 =
      new byte[UnicodeUtil.MAX_UTF8_BYTES_PER_CHAR * 2 * Words.MOST_CHARACTERS];
  private final BytesRef bytes = new BytesRef(new byte[TENANT_BYTES + utf8.length]);
  private List<String> texts = List.of();
  private int next;
  private int place;

  /** What it gives next. */
  void take(int tenant, List<String> newTexts) {
    texts = newTexts;
    putTenant(tenant, bytes.bytes);
  }

  private static void putTenant(int tenant, byte[] into) {
    for (int i = 0; i < TENANT_BYTES; i++) {
      into[i] = (byte) (tenant >>> (8 * (TENANT_BYTES - 1 - i)));
    }
  }

  /** The term that a word of a tenant is. */
  static BytesRef term(int tenant, String word) {
    byte[] text = word.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[TENANT_BYTES + text.length];
    putTenant(tenant, all);
    System.arraycopy(text, 0, all, TENANT_BYTES, text.length);
    return new BytesRef(all);
  }

  @Override
  public void reset() {
    words.restart();
    next = 0;
    place = -1;
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    while (!words.next()) {
      if (next == texts.size()) {
        return false;
      }
      words.take(texts.get(next++));
    }
    int length = UnicodeUtil.UTF16toUTF8(words.word(), 0, words.length(), utf8);
    System.arraycopy(utf8, 0, bytes.bytes, TENANT_BYTES, length);
    bytes.length = TENANT_BYTES + length;
    term.setBytesRef(bytes);
    increment.setPositionIncrement(words.place() - place);
    place = words.place();
    return true;
  }
}
