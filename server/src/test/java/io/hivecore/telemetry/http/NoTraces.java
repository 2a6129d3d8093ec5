package io.hivecore.telemetry.http;

import io.hivecore.telemetry.TraceQueries;
import java.lang.reflect.Proxy;

/** For tests that ask nothing about traces. */
final class NoTraces {
  private NoTraces() {}

  static TraceQueries queries() {
    return (TraceQueries)
        Proxy.newProxyInstance(
            NoTraces.class.getClassLoader(),
            new Class<?>[] {TraceQueries.class},
            (proxy, method, arguments) -> {
              throw new AssertionError("asked about traces: " + method.getName());
            });
  }
}
