package io.hivecore.ingest.dialect;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The captured payloads of real clients: {@code corpus/<client>/<case>/}. */
public final class Corpus {
  private static final Path ROOT = Path.of("src/test/resources/corpus");

  private Corpus() {}

  /** One run of one client. */
  public record Case(Path folder, Map<?, ?> about) {
    @Override
    public String toString() {
      return ROOT.relativize(folder).toString();
    }

    public Map<?, ?> expected() {
      return about.get("expect") instanceof Map<?, ?> expect ? expect : Map.of();
    }

    public List<Request> requests() {
      return ((List<?>) requireNonNull(about.get("requests")))
          .stream().map(request -> request(folder, (Map<?, ?>) request)).toList();
    }
  }

  /** One request as it came in, without its compression. */
  public record Request(String path, boolean json, byte[] body) {}

  /** What was sent as metrics, by the cases whose names begin so. */
  public static List<Request> metrics(String start) {
    return cases().stream()
        .filter(one -> one.toString().startsWith(start))
        .flatMap(one -> one.requests().stream())
        .filter(request -> request.path().endsWith("/metrics"))
        .toList();
  }

  public static List<Case> cases() {
    if (!Files.isDirectory(ROOT)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.endsWith("about.json"))
          .map(file -> new Case(requireNonNull(file.getParent()), about(file)))
          .sorted(Comparator.comparing(Case::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> about(Path file) {
    try {
      Object tree = JsonIn.parse(Files.readString(file));
      return tree instanceof Map<?, ?> about ? about : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request request(Path folder, Map<?, ?> request) {
    try {
      return new Request(
          String.valueOf(request.get("path")),
          String.valueOf(request.get("content_type")).startsWith("application/json"),
          Files.readAllBytes(folder.resolve(String.valueOf(request.get("file")))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
