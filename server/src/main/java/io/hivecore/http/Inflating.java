package io.hivecore.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.InflaterInputStream;

/**
 * Undoes the compression of a body that is in memory. Makes only as much as really comes out, never
 * what a header declares: what comes out is counted first, and what is long is inflated a second
 * time into an array of just its size.
 */
final class Inflating {
  private static final int SCRATCH_BYTES = 64 * 1024;

  /** 8 MiB: what the strongest level without {@code --ultra} uses. It is native memory. */
  private static final int MOST_ZSTD_WINDOW_LOG = 23;

  /**
   * As many at once as there are processors. It is only work, nothing is waited for, and more at
   * once would only hold more native memory.
   */
  private static final Semaphore AT_ONCE =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

  /** How much is inflated before other virtual threads get their turn. */
  private static final long TURN_BYTES = 1 << 20;

  /** Opens the compressed bytes for reading the inflated ones. */
  private interface Format {
    InputStream open(byte[] compressed) throws IOException;
  }

  private Inflating() {}

  static byte[] gzip(byte[] compressed, long mostBytes, Admission.Ticket ticket) {
    return inflate("gzip", GzipMember::new, compressed, mostBytes, ticket);
  }

  static byte[] zstd(byte[] compressed, long mostBytes, Admission.Ticket ticket) {
    return inflate("zstd", Inflating::openZstd, compressed, mostBytes, ticket);
  }

  /** As HTTP means it: with the frame of zlib (RFC 9110, 8.4.1.2), which has a checksum. */
  static byte[] deflate(byte[] compressed, long mostBytes, Admission.Ticket ticket) {
    return inflate(
        "deflate",
        bytes -> new InflaterInputStream(new ByteArrayInputStream(bytes)),
        compressed,
        mostBytes,
        ticket);
  }

  private static InputStream openZstd(byte[] compressed) throws IOException {
    ZstdInputStreamNoFinalizer in =
        new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(compressed));
    in.setLongMax(MOST_ZSTD_WINDOW_LOG);
    return in;
  }

  private static byte[] inflate(
      String name, Format format, byte[] compressed, long mostBytes, Admission.Ticket ticket) {
    if (compressed.length == 0) {
      return compressed;
    }
    ticket.add(SCRATCH_BYTES);
    AT_ONCE.acquireUninterruptibly();
    try {
      byte[] scratch = new byte[SCRATCH_BYTES];
      long length;
      try (InputStream in = format.open(compressed)) {
        length = in.readNBytes(scratch, 0, scratch.length);
        requireWithin(length, mostBytes);
        if (length < scratch.length) {
          ticket.add(length);
          return Arrays.copyOf(scratch, (int) length);
        }
        byte[] counted = new byte[16 * 1024];
        for (int n = in.read(counted); n >= 0; n = in.read(counted)) {
          if (length / TURN_BYTES != (length + n) / TURN_BYTES) {
            LockSupport.parkNanos(1);
          }
          length += n;
          requireWithin(length, mostBytes);
        }
      }
      ticket.add(length);
      byte[] inflated = new byte[Math.toIntExact(length)];
      try (InputStream in = format.open(compressed)) {
        in.readNBytes(inflated, 0, inflated.length);
      }
      return inflated;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.badRequest(
              e instanceof EOFException
                  ? "The body ends in the middle of its " + name + " data."
                  : "The body is not valid " + name + "."),
          e);
    } finally {
      AT_ONCE.release();
      ticket.release(SCRATCH_BYTES);
    }
  }

  private static void requireWithin(long length, long mostBytes) {
    if (length > mostBytes) {
      throw Problem.tooLarge("The body is larger than " + mostBytes + " bytes when inflated.")
          .asException();
    }
  }
}
