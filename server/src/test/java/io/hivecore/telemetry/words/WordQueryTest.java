package io.hivecore.telemetry.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordQueryTest {
  @Test
  void readsTermsPhrasesAndPrefixes() {
    assertThat(read("Refund  order")).containsExactly("refund", "order");
    assertThat(read("\"Late order\" 订单")).containsExactly("late order", "订单");
    assertThat(read("foo_bar-2 \"role\": x*")).containsExactly("foo bar 2", "role", "x");
    assertThat(read("zanz* \"zanz*\" 订单*")).containsExactly("zanz…", "zanz", "订单");
    assertThat(read("\"not closed")).containsExactly("not closed");
    assertThat(read("  \"\" !! * ")).isEmpty();
    assertThat(read("订单refund")).containsExactly("订单 refund");
  }

  private static List<String> read(String text) {
    return WordQuery.parse(text).terms().stream()
        .map(
            term ->
                String.join(" ", term.words().stream().map(WordQuery.Word::text).toList())
                    + (term.prefix() ? "…" : ""))
        .toList();
  }

  @Test
  void splitsTexts() {
    assertThat(words("Foo_bar-2 naïve")).containsExactly("foo", "bar", "2", "naïve");
    assertThat(words("{\"a\":\"x\\nline \\n\"}")).containsExactly("a", "x", "nline", "line");
    assertThat(words("订单x")).containsExactly("订", "订单", "单", "x");
    assertThat(words("z".repeat(70))).containsExactly("z".repeat(64));
  }

  private static List<String> words(String text) {
    List<String> all = new ArrayList<>();
    var words = new Words();
    words.take(text);
    while (words.next()) {
      all.add(new String(words.word(), 0, words.length()));
    }
    return all;
  }
}
