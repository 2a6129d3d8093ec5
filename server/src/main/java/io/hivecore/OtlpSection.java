package io.hivecore;

import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.Setting;
import java.util.Optional;

/** The doors for OpenTelemetry beside the main port, which takes OTLP over HTTP as well. */
public record OtlpSection(
    @Setting(
            description =
                "Port for OTLP over HTTP, on the same address as the main one; 0 for none, -1 for"
                    + " any free one. Without a value it is 4318, unless that is taken: then a"
                    + " warning says so, and the server starts without it.",
            min = "-1",
            max = "65535")
        Optional<Integer> httpPort,
    @Setting(
            description = "Port for OTLP over gRPC; likewise, and without a value 4317.",
            min = "-1",
            max = "65535")
        Optional<Integer> grpcPort,
    @Setting(
            description =
                "The largest request of OTLP, on the wire as well as inflated, on every port; larger"
                    + " ones get 413, over gRPC RESOURCE_EXHAUSTED, and are lost for their sender.",
            defaultValue = "64MiB",
            min = "64KiB",
            max = "1GiB")
        ByteSize maxBodySize) {
  static final int HTTP_PORT = 4318;
  static final int GRPC_PORT = 4317;
}
