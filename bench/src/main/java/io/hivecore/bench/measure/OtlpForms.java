package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.GrpcConnection;
import io.hivecore.bench.load.Load;
import io.hivecore.bench.load.Spans;
import io.hivecore.bench.load.SpansJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The same spans as protobuf over HTTP, over gRPC and as JSON, by turns and each as fast as it is
 * taken; the store catches up in between.
 */
public final class OtlpForms implements Measurement {
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 3;
  private static final int PREPARED = 20;
  private static final int SECONDS = 6;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    double protobuf = 0;
    double grpc = 0;
    double json = 0;
    for (int round = 0; round < ROUNDS; round++) {
      // The first round warms up.
      double counts = round == 0 ? 0 : 1.0 / (ROUNDS - 1);
      protobuf += counts * protobuf(setting, 4 + 3 * round);
      json += counts * json(setting, 5 + 3 * round);
      grpc += counts * grpc(setting, 6 + 3 * round);
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.plain("OTLP protobuf over HTTP", protobuf, "spans/s"));
    figures.add(Figure.plain("OTLP as JSON", json, "spans/s"));
    figures.add(Figure.atLeast("… of protobuf", json / protobuf, "×", 0.4));
    if (setting.grpcPort() > 0) {
      figures.add(Figure.plain("OTLP over gRPC", grpc, "spans/s"));
      figures.add(Figure.atLeast("… of HTTP", grpc / protobuf, "×", 0.8));
    }
    return figures;
  }

  private static double protobuf(Setting setting, int round)
      throws IOException, InterruptedException {
    return burst(
        setting,
        number -> {
          List<FreshTraces> prepared = OtlpBurst.prepared(number + 1000L * round);
          return (connection, i) ->
              connection.post(
                  OtlpBurst.TRACES, OtlpBurst.PROTOBUF, next(prepared, number, round, i));
        });
  }

  private static double json(Setting setting, int round) throws IOException, InterruptedException {
    return burst(
        setting,
        number -> {
          Spans spans = new Spans(number + 1000L * round);
          List<FreshTraces> prepared = new ArrayList<>();
          for (int i = 0; i < PREPARED; i++) {
            prepared.add(
                FreshTraces.of(
                    SpansJson.of(spans.request(OtlpBurst.SPANS, FreshTraces.MARK, Instant.now()))));
          }
          return (connection, i) ->
              connection.post(
                  OtlpBurst.TRACES, "application/json", next(prepared, number, round, i));
        });
  }

  private static double grpc(Setting setting, int round) throws IOException, InterruptedException {
    if (setting.grpcPort() == 0) {
      return 0;
    }
    List<GrpcConnection> connections = new ArrayList<>();
    try {
      return burst(
          setting,
          number -> {
            List<FreshTraces> prepared = OtlpBurst.prepared(number + 1000L * round);
            GrpcConnection own = new GrpcConnection(setting.target(), setting.grpcPort());
            connections.add(own);
            return (_, i) -> own.export(next(prepared, number, round, i));
          });
    } finally {
      connections.forEach(GrpcConnection::close);
    }
  }

  private static byte[] next(List<FreshTraces> prepared, int connection, int round, long number) {
    return prepared.get((int) (number % prepared.size())).renewed(connection, round, number);
  }

  private static double burst(Setting setting, Load.Requests requests)
      throws IOException, InterruptedException {
    Load.Outcome outcome =
        Load.run(setting.target(), CONNECTIONS, setting.time(SECONDS), 200, requests);
    if (outcome.failed() > 0) {
      throw new IOException("spans were refused: " + outcome.failure());
    }
    OtlpBurst.drain(setting);
    return outcome.perSecond() * OtlpBurst.SPANS;
  }
}
