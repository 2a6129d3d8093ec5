package io.hivecore.ingest.otlp;

import io.hivecore.ingest.Rejection;
import java.util.ArrayList;
import java.util.List;

/**
 * A request cut into requests of about a mebibyte, each with the resource and scope of its items:
 * made into objects, a body is ten times as large and more. Resources and scopes stay whole with
 * what belongs to them, and the order stays.
 *
 * <p>All three kinds of request have items in field 2 of scopes, in field 2 of resources, in field
 * 1 of the request.
 */
final class Pieces {
  private static final int ROOT = 1;
  private static final int INNER = 2;

  /** How much of items a piece has, but for the last of them. */
  private static final int PIECE_BYTES = 1 << 20;

  /** A larger metric is cut between its points. */
  private static final int LARGE_METRIC = 64 * 1024;

  private final Signal signal;
  private final byte[] body;
  private final int mostItems;
  private final long mostInherited;
  private final int pieceBytes;
  private final List<Rejection> rejections = new ArrayList<>();
  private int resources;
  private int scopes;
  private int items;
  private long inherited;

  /**
   * @param mostItems of the request
   * @param mostInherited bytes of resources and scopes, counted for each item that has them
   */
  Pieces(Signal signal, byte[] body, int mostItems, long mostInherited) {
    this(signal, body, mostItems, mostInherited, PIECE_BYTES);
  }

  private Pieces(Signal signal, byte[] body, int mostItems, long mostInherited, int pieceBytes) {
    this.signal = signal;
    this.body = body;
    this.mostItems = mostItems;
    this.mostInherited = mostInherited;
    this.pieceBytes = pieceBytes;
  }

  /** Every item of a piece in a piece of its own. */
  static List<byte[]> single(Signal signal, byte[] piece) {
    return new Pieces(signal, piece, Integer.MAX_VALUE, Long.MAX_VALUE, 1).cut();
  }

  /** How many items there are; after {@link #cut}. */
  int items() {
    return items;
  }

  /** Items that are in no piece; after {@link #cut}. */
  List<Rejection> rejections() {
    return rejections;
  }

  /**
   * The pieces, of which a small request is the only one.
   *
   * @throws MalformedOtlpException when it is no request, or one of another signal
   * @throws TooMuchOtlpException when there is more in it than allowed
   */
  List<byte[]> cut() {
    List<byte[]> pieces = new ArrayList<>();
    Piece piece = new Piece(pieces);
    WireReader request = new WireReader(body, 0, body.length);
    while (request.next()) {
      if (isMessage(request, ROOT)) {
        resource(request.content(), piece);
      }
    }
    // What is sent whole is left whole.
    if (pieces.isEmpty() && rejections.isEmpty() && pieceBytes == PIECE_BYTES) {
      return List.of(body);
    }
    piece.finish();
    return pieces;
  }

  private void resource(WireReader resource, Piece piece) {
    byte[] own = others(resource.again());
    resources++;
    while (resource.next()) {
      if (isMessage(resource, INNER)) {
        scope(resource.content(), own, piece);
      }
    }
  }

  private void scope(WireReader scope, byte[] resource, Piece piece) {
    byte[] own = others(scope.again());
    scopes++;
    while (scope.next()) {
      if (isMessage(scope, INNER)) {
        WireShape.requireOf(signal, scope);
        if (signal == Signal.METRICS) {
          metric(scope, resource, own, piece);
        } else {
          count(1, resource.length + own.length);
          item(body, scope, resource, own, piece);
        }
      }
    }
  }

  /** A metric is as many items as it has points, so a large one is cut between them. */
  private void metric(WireReader metric, byte[] resource, byte[] scope, Piece piece) {
    DataPoints points = DataPoints.of(body, metric);
    int size = metric.end() - metric.start();
    count(points.count(), resource.length + scope.length + size - points.bytes());
    if (size <= LARGE_METRIC && pieceBytes == PIECE_BYTES) {
      piece.add(resource, scope, body, metric.fieldStart(), metric.end());
      return;
    }
    for (byte[] part : points.split(Math.min(LARGE_METRIC, pieceBytes))) {
      WireReader field = new WireReader(part, 0, part.length);
      field.next();
      item(part, field, resource, scope, piece);
    }
  }

  private void item(byte[] source, WireReader field, byte[] resource, byte[] scope, Piece piece) {
    if (ItemSize.isTooLarge(signal.item(), field)) {
      rejections.add(Rejection.tooLarge("Item " + items + ": there are too many values in it."));
    } else {
      piece.add(resource, scope, source, field.fieldStart(), field.end());
    }
  }

  private void count(int more, long itemInherits) {
    items += more;
    if (items > mostItems) {
      throw new TooMuchOtlpException(
          "A request may have at most " + mostItems + " " + signal.plural() + ".");
    }
    inherited += more * itemInherits;
    if (inherited > mostInherited) {
      throw new TooMuchOtlpException(
          "The items of a request may inherit at most "
              + mostInherited
              + " bytes from their resources and scopes together: send smaller requests.");
    }
  }

  private static boolean isMessage(WireReader field, int number) {
    return field.number() == number && field.type() == WireWriter.LENGTH;
  }

  /** A message without its inner ones. */
  private byte[] others(WireReader message) {
    WireWriter others = new WireWriter(256);
    while (message.next()) {
      if (!isMessage(message, INNER)) {
        others.raw(body, message.fieldStart(), message.end() - message.fieldStart());
      }
    }
    return others.toBytes();
  }

  /** The piece that is being written. */
  private final class Piece {
    private final List<byte[]> done;
    private final WireWriter out;

    /** Which are open, counted from 1; 0 for none. */
    private int resource;

    private int scope;
    private int resourcePlace;
    private int scopePlace;
    private int itemBytes;

    Piece(List<byte[]> done) {
      this.done = done;
      this.out = new WireWriter(Math.min(body.length, 2 * PIECE_BYTES));
    }

    void add(byte[] itsResource, byte[] itsScope, byte[] source, int start, int end) {
      if (itemBytes >= pieceBytes) {
        finish();
      }
      open(itsResource, itsScope);
      out.raw(source, start, end - start);
      itemBytes += end - start;
    }

    private void open(byte[] itsResource, byte[] itsScope) {
      if (resource != resources) {
        close();
        resource = resources;
        resourcePlace = out.begin(ROOT);
        out.raw(itsResource, 0, itsResource.length);
      }
      if (scope != scopes) {
        closeScope();
        scope = scopes;
        scopePlace = out.begin(INNER);
        out.raw(itsScope, 0, itsScope.length);
      }
    }

    private void closeScope() {
      if (scope > 0) {
        out.end(scopePlace);
        scope = 0;
      }
    }

    private void close() {
      closeScope();
      if (resource > 0) {
        out.end(resourcePlace);
        resource = 0;
      }
    }

    void finish() {
      close();
      if (out.length() > 0) {
        done.add(out.toBytes());
        out.truncate(0);
      }
      itemBytes = 0;
    }
  }
}
