package io.hivecore.ingest.json;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Rejection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A batch of records of mixed kinds, each of which names its {@code kind}: a JSON array, or one
 * record a line. Read record by record; belongs to one thread.
 */
public final class JsonBatch {
  private static final VarHandle OCTETS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST = ONES << 7;
  private static final long ENDS = ONES * '\n';

  private final byte[] body;
  private final int start;
  private final Form form;
  private final boolean declared;

  /** How records follow each other. */
  public enum Form {
    /**
     * A JSON array. An error of syntax leaves open where the next record begins, so it is the end
     * of the whole.
     */
    ARRAY,
    /** One JSON object a line. An error of syntax is the end of its line only. */
    LINES
  }

  private JsonBatch(byte[] body, int start, Form form, boolean declared) {
    this.body = body;
    this.start = start;
    this.form = form;
    this.declared = declared;
  }

  /**
   * Looks at a body's first character.
   *
   * @param lines whether the sender says that it is one record a line
   */
  public static JsonBatch of(byte[] body, boolean lines) {
    int start = JsonReading.start(body);
    int first = start;
    while (first < body.length && isBlank(body[first])) {
      first++;
    }
    boolean array = first < body.length ? body[first] == '[' : !lines;
    return new JsonBatch(body, start, array ? Form.ARRAY : Form.LINES, lines);
  }

  public Form form() {
    return form;
  }

  /** Takes what becomes of each record. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one record.
     *
     * @param index 0, 1, 2 …
     */
    void take(int index, Decoded decoded);
  }

  /**
   * Reads all records in order.
   *
   * @throws MalformedJsonException when an array is no JSON, after the sink has taken some
   * @throws TooManyRecordsException when there are more than may be; of lines, before the sink
   *     takes any
   * @throws InheritedTooLargeException when those of an array inherit more than they may. Lines are
   *     not kept together, and so not bounded.
   */
  public void read(Arrival arrival, Identities identities, RequestBounds bounds, Sink sink) {
    RecordReader reader = new RecordReader(identities);
    switch (form) {
      case ARRAY -> readArray(reader, arrival, bounds, sink);
      case LINES -> readLines(reader, arrival, bounds, sink);
    }
  }

  private void readArray(RecordReader reader, Arrival arrival, RequestBounds bounds, Sink sink) {
    long inheritedBytes = RequestBounds.inheritedBytes(arrival);
    try (JsonParser parser = JsonRecords.open(body)) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        bounds.checkRecords(i + 1);
        bounds.checkInherited(i + 1, inheritedBytes);
        sink.take(i, reader.readNamed(parser, arrival, body, start, i));
      }
      JsonRecords.end(parser);
    } catch (JacksonException e) {
      throw new MalformedJsonException(e);
    }
  }

  private void readLines(RecordReader reader, Arrival arrival, RequestBounds bounds, Sink sink) {
    int lines = 0;
    for (int at = start; at < body.length; at = endOfLine(at) + 1) {
      if (!isBlank(at, endOfLine(at))) {
        bounds.checkRecords(++lines);
      }
    }
    int index = 0;
    int line = 1;
    for (int at = start; at < body.length; line++) {
      int end = endOfLine(at);
      if (!isBlank(at, end)) {
        Decoded decoded = readLine(reader, arrival, at, end, line, index);
        if (index == 0
            && !declared
            && decoded instanceof Rejection(String code, String detail, var ignored)
            && code.equals(Rejection.MALFORMED)) {
          throw new MalformedJsonException(
              detail + " Expected a JSON array of records, or one record a line.");
        }
        sink.take(index++, decoded);
      }
      at = end + 1;
    }
  }

  private Decoded readLine(
      RecordReader reader, Arrival arrival, int at, int end, int line, int index) {
    try (JsonParser parser = JsonReading.parser(body, at, end - at)) {
      parser.nextToken();
      Decoded decoded = reader.readNamed(parser, arrival, body, at, index);
      return parser.nextToken() == null
          ? decoded
          : Rejection.malformed("JSON parse error at line " + line + ": one record a line.");
    } catch (JacksonException e) {
      return Rejection.malformed(MalformedJsonException.message(e, line));
    } catch (MalformedJsonException e) {
      return Rejection.malformed(e.getMessage() + " Line " + line + ".");
    }
  }

  private int endOfLine(int from) {
    int end = from;
    // Eight at a time: a byte is zero after the XOR where there is an end, and only then the
    // subtraction carries into its highest bit.
    while (end <= body.length - Long.BYTES) {
      long octets = (long) OCTETS.get(body, end) ^ ENDS;
      if (((octets - ONES) & ~octets & HIGHEST) != 0) {
        break;
      }
      end += Long.BYTES;
    }
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean isBlank(int from, int end) {
    for (int i = from; i < end; i++) {
      if (!isBlank(body[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
