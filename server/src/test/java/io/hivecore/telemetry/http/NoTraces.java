package io.hivecore.telemetry.http;

import io.hivecore.telemetry.MetricQueries;
import io.hivecore.telemetry.TraceQueries;
import java.lang.reflect.Proxy;

/** For tests that ask nothing about traces and metrics. */
final class NoTraces {
  private NoTraces() {}

  static TraceQueries queries() {
    return none(TraceQueries.class);
  }

  static MetricQueries metrics() {
    return none(MetricQueries.class);
  }

  static TraceRemoval removal() {
    return none(TraceRemoval.class);
  }

  private static <T> T none(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            NoTraces.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new AssertionError("asked about others: " + method.getName());
            }));
  }
}
