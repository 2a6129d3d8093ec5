package io.hivecore.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaGuardTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      textBlock =
          """
          plain,           plain
          =1+1,            '=1+1
          +1,              '+1
          -1,              '-1
          @SUM(A1),        '@SUM(A1)
          'quoted,         ''quoted
          ''twice,         '''twice
          a=1,             a=1
          ＝1+1,           '＝1+1
          ＋1,             '＋1
          －1,             '－1
          ＠A1,            '＠A1
          ！,              ！
          """)
  void guardsTexts(String cell, String guarded) throws IOException {
    assertThat(guard("n,t\n1," + cell + "\n", 1)).isEqualTo("n,t\n1," + guarded + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "=1,2"      | "'=1,2"
          ""          | ""
          ""\"=1"     | ""\"=1"
          "a""=1"     | "a""=1"
          "+LF=1"     | "'+LF=1"
          "LF=1"      | "'LF=1"
          "CRLF"      | "'CRLF"
          "TAB"       | "'TAB"
          "＝,"       | "'＝,"
          """)
  void guardsTextsInQuotes(String cell, String guarded) throws IOException {
    assertThat(guard(unescaped("t,nLF" + cell + ",-1LF"), 3))
        .isEqualTo(unescaped("t,nLF" + guarded + ",-1LF"));
  }

  private static String unescaped(String text) {
    return text.replace("CR", "\r").replace("LF", "\n").replace("TAB", "\t");
  }

  @org.junit.jupiter.api.Test
  void leavesTheFirstLineNumbersAndEmptyCellsAlone() throws IOException {
    String csv = "=t,n,\"t\"\n,-1,\n,+2,\r\n\"\",=3,\"\"\n";
    assertThat(guard(csv, 1)).isEqualTo(csv);
    assertThat(guard("t\n", 1)).isEqualTo("t\n");
    assertThat(guard("", 1)).isEqualTo("");
    assertThat(guard("t\nＡ", 1)).isEqualTo("t\nＡ");
    assertThat(guard("n,t\n=1,=1", 1)).isEqualTo("n,t\n=1,'=1");
  }

  /** However the bytes come, taking one apostrophe away gives the exact text back. */
  @Property(tries = 500)
  void isUndoneByTakingOneApostropheAway(
      @ForAll @Size(max = 5) List<@StringLength(max = 6) @CharRange(from = ' ', to = '@') String> texts,
      @ForAll @IntRange(min = 1, max = 7) int chunk)
      throws IOException {
    StringBuilder csv = new StringBuilder("n,t\n");
    StringBuilder expected = new StringBuilder("n,t\n");
    for (String text : texts) {
      boolean dangerous = !text.isEmpty() && "=+-@\t\r\n'".indexOf(text.charAt(0)) >= 0;
      csv.append("-1,").append(cell(text)).append('\n');
      expected.append("-1,").append(cell(text, dangerous)).append('\n');
    }
    assertThat(guard(csv.toString(), chunk)).isEqualTo(expected.toString());
  }

  private static String cell(String text) {
    return cell(text, false);
  }

  /** In quotes where it must be, as DuckDB writes it. */
  private static String cell(String text, boolean guarded) {
    String all = guarded ? "'" + text : text;
    return text.isEmpty() || text.matches("(?s).*[\",\n\r].*")
        ? '"' + all.replace("\"", "\"\"") + '"'
        : all;
  }

  private static String guard(String csv, int chunk) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    try (FormulaGuard guard = new FormulaGuard(out, List.of("t"))) {
      for (int i = 0; i < bytes.length; i += chunk) {
        guard.write(bytes, i, Math.min(chunk, bytes.length - i));
      }
      guard.flush();
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
