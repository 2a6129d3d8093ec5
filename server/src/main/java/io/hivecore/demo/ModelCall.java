package io.hivecore.demo;

import java.time.Duration;
import java.util.Random;

/** What one call of a model takes, drawn before it is made, so that it ends when it says. */
record ModelCall(int inputTokens, int outputTokens, int cachedTokens, Duration duration) {
  static ModelCall draw(Random random) {
    int input = random.nextInt(400, 9_000);
    int output = random.nextInt(40, 1_200);
    int cached = random.nextInt(3) == 0 ? input / 2 : 0;
    // A first token after a quarter of a second, then 50 to 160 a second.
    double millis = 250 + output * (6 + random.nextDouble() * 14);
    return new ModelCall(input, output, cached, Duration.ofMillis(Math.round(millis)));
  }
}
