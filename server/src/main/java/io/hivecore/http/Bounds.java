package io.hivecore.http;

/**
 * How much may be under way at once. Past a bound the answer comes at once: 413 for one body that
 * is too large, 429 when a tenant has taken its share, 503 when the server is full.
 *
 * @param bodyBytes of one request body, on the wire as well as inflated
 * @param bytesInFlight of all bodies that are being read or worked on; one tenant gets less than a
 *     quarter, even less while others use much, and a single request always gets through alone
 * @param connections open at once; when they are all taken, the one that has been idle longest
 *     makes room for a new one
 * @param requestsPerTenant being answered at once, streams not counted
 * @param streamsPerTenant being sent at once
 */
public record Bounds(
    long bodyBytes,
    long bytesInFlight,
    int connections,
    int requestsPerTenant,
    int streamsPerTenant) {
  private static final long MEBIBYTE = 1 << 20;

  /**
   * A quarter of the heap for bodies, from 256 MiB (a largest body, packed and inflated, is half of
   * that) to 1 GiB, but never more than half of the heap.
   */
  public static final Bounds DEFAULT =
      new Bounds(
          64 * MEBIBYTE, bytesInFlight(Runtime.getRuntime().maxMemory()), 8_192, 1_024, 2_048);

  static long bytesInFlight(long heap) {
    return Math.min(heap / 2, Math.clamp(heap / 4, 256 * MEBIBYTE, 1_024 * MEBIBYTE));
  }

  public Bounds {
    // A body is one array.
    requireBetween("bodyBytes", bodyBytes, 1, 1_024 * MEBIBYTE);
    requireBetween("bytesInFlight", bytesInFlight, 1, Long.MAX_VALUE / 4);
    requireBetween("connections", connections, 1, 1_000_000);
    requireBetween("requestsPerTenant", requestsPerTenant, 1, 1_000_000);
    requireBetween("streamsPerTenant", streamsPerTenant, 1, 1_000_000);
  }

  private static void requireBetween(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is not between " + least + " and " + most);
    }
  }
}
