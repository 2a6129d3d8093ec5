package io.hivecore.bench;

import io.hivecore.bench.http.Target;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param target null to start a server of this checkout
 * @param operator the target with an operator's key; null when there is none
 * @param only names of measurements; empty for all
 * @param records in the store for the queries, and spans for the lists
 * @param rounds of the kill proof
 * @param grpcPort of the target's OTLP door over gRPC; 0 when there is none
 */
record Options(
    @Nullable Target target,
    @Nullable Target operator,
    Set<String> only,
    long records,
    int rounds,
    double scale,
    int grpcPort,
    Path scratch,
    Path out,
    boolean keep) {
  static final String HELP =
      """
      ./hivecore bench [--target URL --header NAME:VALUE … --operator-key KEY --grpc-port PORT] [--only single,stream,burst,sustained,readable,otlp,otlp-steady,otlp-forms,spans,traces,words,lists,queries]
                       [--only kills --rounds 100] [--records 10000000] [--scale 1] [--scratch DIR] [--out DIR] [--keep]

      Measures a server of this checkout on a data folder of its own, or the one at --target, and prints every figure beside
      its target. Writes bench.json and bench.md to --out. --scale 0.1 is a quick look: a tenth of the time. --records says how
      many records (for lists: spans) the store holds while queries are measured. --scratch is a folder on the disk that is to be measured.""";

  static Options parse(String[] args) {
    Map<String, String> values = new HashMap<>();
    Map<String, String> headers = new LinkedHashMap<>();
    boolean keep = false;
    for (int i = 0; i < args.length; i++) {
      String name = args[i];
      if (name.equals("--keep")) {
        keep = true;
      } else if (name.startsWith("--") && i + 1 < args.length) {
        String value = args[++i];
        if (name.equals("--header")) {
          int colon = value.indexOf(':');
          headers.put(value.substring(0, colon).strip(), value.substring(colon + 1).strip());
        } else {
          values.put(name.substring(2), value);
        }
      } else {
        throw new IllegalArgumentException("what is " + name + "? See --help.");
      }
    }
    String url = values.get("target");
    Target target = url == null ? null : new Target(URI.create(url), headers);
    String operatorKey = values.get("operator-key");
    return new Options(
        target,
        target == null || operatorKey == null ? null : target.withKey(operatorKey),
        new TreeSet<>(
            java.util.Arrays.asList(values.getOrDefault("only", "").split(",", -1)).stream()
                .filter(name -> !name.isEmpty())
                .toList()),
        Long.parseLong(values.getOrDefault("records", "10000000")),
        Integer.parseInt(values.getOrDefault("rounds", "100")),
        Double.parseDouble(values.getOrDefault("scale", "1")),
        Integer.parseInt(values.getOrDefault("grpc-port", "0")),
        Path.of(values.getOrDefault("scratch", System.getProperty("java.io.tmpdir"))),
        Path.of(values.getOrDefault("out", ".")),
        keep);
  }
}
