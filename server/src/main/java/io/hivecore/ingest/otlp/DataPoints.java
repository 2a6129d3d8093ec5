package io.hivecore.ingest.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;

/** The data points of a metric, as it lies in a request. */
final class DataPoints {
  private static final int METRIC = 2;
  private static final int POINT = 1;

  private final byte[] body;
  private final WireReader metric;
  private final int count;
  private final int pointBytes;

  private DataPoints(byte[] body, WireReader metric, int count, int pointBytes) {
    this.body = body;
    this.metric = metric;
    this.count = count;
    this.pointBytes = pointBytes;
  }

  /**
   * Counts them.
   *
   * @param body the whole request
   * @param field whose content the metric is
   * @throws MalformedOtlpException when it is no metric
   */
  static DataPoints of(byte[] body, WireReader field) {
    int count = 0;
    int bytes = 0;
    WireReader metric = field.content();
    while (metric.next()) {
      if (isData(metric)) {
        WireReader data = metric.content();
        while (data.next()) {
          if (isPoint(data)) {
            count++;
            bytes += data.end() - data.fieldStart();
          }
        }
      }
    }
    return new DataPoints(body, field.content(), count, bytes);
  }

  int count() {
    return count;
  }

  /** What they take together; the rest of the metric is shared by all. */
  int bytes() {
    return pointBytes;
  }

  /**
   * Metrics with a few of the points each, in order, with all else that the metric has.
   *
   * @param mostBytes of points in one of them, but for a single larger one
   */
  List<byte[]> split(int mostBytes) {
    List<byte[]> parts = new ArrayList<>();
    WireWriter shared = new WireWriter(256);
    WireReader around = metric.again();
    while (around.next()) {
      if (!isData(around)) {
        shared.raw(body, around.fieldStart(), around.end() - around.fieldStart());
      }
    }
    byte[] header = shared.toBytes();
    WireReader each = metric.again();
    while (each.next()) {
      if (isData(each)) {
        split(each.number(), each.content(), header, mostBytes, parts);
      }
    }
    return parts;
  }

  private void split(
      int number, WireReader data, byte[] header, int mostBytes, List<byte[]> parts) {
    WireWriter shared = new WireWriter(64);
    WireReader around = data.again();
    while (around.next()) {
      if (!isPoint(around)) {
        shared.raw(body, around.fieldStart(), around.end() - around.fieldStart());
      }
    }
    byte[] dataHeader = shared.toBytes();
    WireWriter points = new WireWriter(Math.min(mostBytes, pointBytes));
    while (data.next()) {
      if (isPoint(data)) {
        int size = data.end() - data.fieldStart();
        if (points.length() > 0 && points.length() + size > mostBytes) {
          parts.add(metric(number, header, dataHeader, points));
        }
        points.raw(body, data.fieldStart(), size);
      }
    }
    if (points.length() > 0) {
      parts.add(metric(number, header, dataHeader, points));
    }
  }

  private static byte[] metric(int number, byte[] header, byte[] dataHeader, WireWriter points) {
    WireWriter metric = new WireWriter(header.length + dataHeader.length + points.length() + 16);
    metric.raw(header, 0, header.length);
    int place = metric.begin(number);
    metric.raw(dataHeader, 0, dataHeader.length);
    byte[] content = points.toBytes();
    metric.raw(content, 0, content.length);
    metric.end(place);
    points.truncate(0);
    WireWriter field = new WireWriter(metric.length() + 16);
    field.tag(METRIC, WireWriter.LENGTH);
    field.block(metric.toBytes());
    return field.toBytes();
  }

  private static boolean isData(WireReader metric) {
    FieldDescriptor field = Signal.METRICS.item().findFieldByNumber(metric.number());
    return field != null
        && field.getContainingOneof() != null
        && metric.type() == WireWriter.LENGTH;
  }

  private static boolean isPoint(WireReader data) {
    return data.number() == POINT && data.type() == WireWriter.LENGTH;
  }
}
