package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChunkFramingTest {
  @Property(tries = 300)
  void takesWellFormedChunksHoweverTheyAreCut(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder chunked = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      int length = 1 + random.nextInt(300);
      String size = Integer.toHexString(length);
      chunked.append(random.nextBoolean() ? size : "0" + size.toUpperCase(java.util.Locale.ROOT));
      chunked.append("\r\n").append("\r\n0".repeat(length).substring(0, length)).append("\r\n");
    }
    chunked.append("0\r\n\r\n").append("GET / what follows is not ours");
    byte[] bytes = chunked.toString().getBytes(StandardCharsets.ISO_8859_1);

    ChunkFraming framing = new ChunkFraming(1_000_000);
    int start = 0;
    while (start < bytes.length) {
      int end = Math.min(bytes.length, start + 1 + random.nextInt(50));
      framing.accept(Arrays.copyOfRange(bytes, start, end));
      start = end;
    }
    assertThat(framing.isDone()).isTrue();
  }

  @Test
  void isNotDoneBeforeTheLastByte() {
    byte[] bytes = "3\r\nabc\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    for (int length = 0; length < bytes.length; length++) {
      ChunkFraming framing = new ChunkFraming(3);
      framing.accept(Arrays.copyOf(bytes, length));
      assertThat(framing.isDone()).isFalse();
    }
  }

  @Test
  void countsAllChunks() {
    ChunkFraming framing = new ChunkFraming(5);
    framing.accept("3\r\nabc\r\n".getBytes(StandardCharsets.ISO_8859_1));

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> framing.accept("3\r\n".getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(refused.problem().status()).isEqualTo(413);
  }

  /** Whatever comes: taken, or refused by a 4xx. */
  @FuzzTest(maxDuration = "30s")
  void refusesOnlyWithAProblem(byte[] bytes) {
    try {
      new ChunkFraming(100).accept(bytes);
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isIn(400, 413);
    }
  }
}
