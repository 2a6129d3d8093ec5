package io.hivecore.ingest.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** Counts the data points of metrics. */
final class DataPoints {
  private static final int LIST = 1;

  private DataPoints() {}

  /**
   * How many a request has.
   *
   * @throws MalformedOtlpException when it is no request of metrics
   */
  static long in(byte[] body) {
    long points = 0;
    WireReader request = new WireReader(body, 0, body.length);
    while (step(request, 1)) {
      WireReader resource = request.content();
      while (step(resource, 2)) {
        WireReader scope = resource.content();
        while (step(scope, 2)) {
          WireShape.requireOf(Signal.METRICS, scope);
          points += ofMetric(scope.content());
        }
      }
    }
    return points;
  }

  /** On to the next message in a field of that number. */
  private static boolean step(WireReader reader, int number) {
    while (reader.next()) {
      if (reader.number() == number && reader.type() == WireWriter.LENGTH) {
        return true;
      }
    }
    return false;
  }

  private static long ofMetric(WireReader metric) {
    long points = 0;
    while (metric.next()) {
      FieldDescriptor field = Signal.METRICS.item().findFieldByNumber(metric.number());
      boolean data = field != null && field.getContainingOneof() != null;
      if (data && metric.type() == WireWriter.LENGTH) {
        WireReader list = metric.content();
        while (step(list, LIST)) {
          points++;
        }
      }
    }
    return points;
  }
}
