package io.hivecore.bench.measure;

import io.hivecore.bench.http.Target;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how long to measure.
 *
 * @param target with a tenant's key
 * @param operator the same server with an operator's key, for its lag; null when there is none
 * @param scale 1 for the whole measurement, less for a quick look
 * @param grpcPort of its OTLP door over gRPC; 0 when it is not known
 * @param scratch a folder on the disk that the server uses too, for limits
 */
public record Setting(
    Target target, @Nullable Target operator, int grpcPort, double scale, Path scratch) {
  public Duration time(int seconds) {
    return Duration.ofMillis(Math.max(1_000, (long) (seconds * 1000 * scale)));
  }
}
