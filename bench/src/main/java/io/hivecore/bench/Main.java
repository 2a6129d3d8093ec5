package io.hivecore.bench;

import io.hivecore.bench.http.Target;
import io.hivecore.bench.measure.BatchBurst;
import io.hivecore.bench.measure.Exercise;
import io.hivecore.bench.measure.LargeTrace;
import io.hivecore.bench.measure.Measurement;
import io.hivecore.bench.measure.OtlpBurst;
import io.hivecore.bench.measure.OtlpForms;
import io.hivecore.bench.measure.OtlpSteady;
import io.hivecore.bench.measure.Preload;
import io.hivecore.bench.measure.Queries;
import io.hivecore.bench.measure.ReadableAfter;
import io.hivecore.bench.measure.Setting;
import io.hivecore.bench.measure.SinglePosts;
import io.hivecore.bench.measure.SpanLatency;
import io.hivecore.bench.measure.SteadySender;
import io.hivecore.bench.measure.StreamLatency;
import io.hivecore.bench.measure.Sustained;
import io.hivecore.bench.measure.TraceLists;
import io.hivecore.bench.measure.WordSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code ./hivecore bench}. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (List.of(args).contains("--help")) {
      System.out.println(Options.HELP);
      return;
    }
    Options options = Options.parse(args);
    Report report = new Report();
    System.out.println(Machine.describe());
    if (options.only().equals(Set.of("kills"))) {
      kills(report, options);
    } else if (options.target() != null) {
      Setting setting =
          new Setting(
              options.target(),
              options.operator(),
              options.grpcPort(),
              options.scale(),
              options.scratch());
      if (options.only().equals(Set.of("exercise"))) {
        new Exercise().run(setting);
        return;
      }
      measure(report, options.only(), traffic(options.records()), setting);
    } else {
      own(report, options);
    }
    Files.writeString(options.out().resolve("bench.json"), report.json());
    Files.writeString(options.out().resolve("bench.md"), report.markdown());
    System.out.println("Written: " + options.out().resolve("bench.json") + " and bench.md");
  }

  private static void kills(Report report, Options options)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(options.scratch(), "hivecore-kills");
    report.add(new Kills(launcher(), folder.resolve("data"), options.rounds()).run());
    if (!options.keep()) {
      delete(folder);
    }
  }

  private static Path launcher() {
    return Path.of(System.getProperty("hivecore.launcher", "./hivecore"));
  }

  private static Map<String, Measurement> traffic(long records) {
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    measurements.put("single", new SinglePosts());
    measurements.put("stream", new StreamLatency());
    measurements.put("burst", new BatchBurst());
    measurements.put("sustained", new Sustained());
    measurements.put("readable", new ReadableAfter());
    measurements.put("otlp", new OtlpBurst());
    measurements.put("otlp-steady", new OtlpSteady());
    measurements.put("otlp-forms", new OtlpForms());
    measurements.put("spans", new SpanLatency());
    measurements.put("traces", new LargeTrace());
    measurements.put("words", new WordSearch());
    measurements.put("lists", new TraceLists(records));
    return measurements;
  }

  private static void own(Report report, Options options) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(options.scratch(), "hivecore-bench");
    Path launcher = launcher();
    try (OwnServer server = OwnServer.start(launcher, folder.resolve("data"))) {
      report.add(List.of(Figure.below("start to ready, empty store", seconds(server), "s", 2)));
      Target operator = server.operator();
      Setting setting =
          new Setting(server.target(), operator, server.grpcPort(), options.scale(), folder);
      measure(report, options.only(), traffic(options.records()), setting);
    }
    try (OwnServer server = OwnServer.start(launcher, folder.resolve("history"))) {
      Target operator = server.operator();
      List<Target> tenants = new ArrayList<>(List.of(server.target()));
      for (int i = 2; i <= 5; i++) {
        tenants.add(server.tenant("bench-" + i));
      }
      Setting setting =
          new Setting(server.target(), operator, server.grpcPort(), options.scale(), folder);
      Map<String, Measurement> measurements = new LinkedHashMap<>();
      measurements.put("queries", new Preload(tenants, options.records()));
      measure(report, options.only(), measurements, setting);
      if (options.only().isEmpty() || options.only().contains("queries")) {
        String held = String.format("%,d records of 5 tenants", options.records());
        // With ten times the records a query may take four times as long.
        double limit = options.records() > 10_000_000 ? 200 : 50;
        report.add(new Queries(held, limit, 200).run(setting));
        try (SteadySender _ = new SteadySender(setting, 5)) {
          report.add(new Queries(held + ", while 10,000/s come in", 3 * limit, 200).run(setting));
        }
        server.restart();
        report.add(List.of(Figure.below("start to ready, " + held, seconds(server), "s", 3)));
        Thread.sleep(setting.time(60));
        report.add(
            List.of(
                Figure.below(
                    "resident memory 60 s after start, " + held,
                    server.residentBytes() / 1e6,
                    "MB",
                    300)));
      }
    } finally {
      if (!options.keep()) {
        delete(folder);
      }
    }
  }

  private static double seconds(OwnServer server) {
    return server.readyAfter().toMillis() / 1000.0;
  }

  private static void measure(
      Report report, Set<String> only, Map<String, Measurement> measurements, Setting setting)
      throws IOException, InterruptedException {
    for (Map.Entry<String, Measurement> entry : measurements.entrySet()) {
      if (only.isEmpty() || only.contains(entry.getKey())) {
        report.add(entry.getValue().run(setting));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
