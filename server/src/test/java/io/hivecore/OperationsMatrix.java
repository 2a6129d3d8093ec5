package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Routes of the server's own, in the matrix of two tenants. */
final class OperationsMatrix {
  static final List<MatrixRow> ROWS =
      List.of(
          open("/health/live"),
          open("/health/ready"),
          open("/api/health/"),
          open("/api/schema/"),
          open("/api/docs/"),
          new MatrixRow("GET", "/metrics", Holder.WATCHERS, OperationsMatrix::metrics));

  private static final Pattern TENANT = Pattern.compile("tenant_id=\"([^\"]*)\"");

  private OperationsMatrix() {}

  private static MatrixRow open(String path) {
    return new MatrixRow("GET", path, Holder.ANYONE, two -> tellsAllTheSame(two, path));
  }

  /** Whoever asks: neither a tenant nor its data is spoken of. */
  private static void tellsAllTheSame(TwoTenants two, String path) {
    String toNobody = two.get("", path).body();
    for (Holder holder : Holder.values()) {
      HttpResponse<String> answer = two.get(two.key(holder), path);
      assertThat(answer.body()).as("%s to %s", path, holder).isEqualTo(toNobody);
      two.showsNoTrace(path, answer);
    }
  }

  /** A tenant sees the series that carry its id and no other, in both formats; an operator all. */
  private static void metrics(TwoTenants two) {
    for (String accept : List.of("*/*", "application/openmetrics-text")) {
      Set<String> firsts = tenants(two, Holder.FIRST, accept);
      Set<String> seconds = tenants(two, Holder.SECOND, accept);
      assertThat(firsts).hasSize(1);
      assertThat(seconds).hasSize(1).doesNotContainAnyElementsOf(firsts);
      assertThat(tenants(two, Holder.READER, accept)).isEqualTo(seconds);
      assertThat(tenants(two, Holder.OPERATOR, accept)).containsAll(firsts).containsAll(seconds);
      HttpResponse<String> answer = two.server.get(two.second(), "/metrics", "Accept", accept);
      two.showsNoTrace("/metrics", answer);
      assertThat(answer.body().lines().filter(line -> !line.startsWith("#")))
          .isNotEmpty()
          .allMatch(line -> line.contains("tenant_id=\"" + seconds.iterator().next() + '"'));
    }
  }

  private static Set<String> tenants(TwoTenants two, Holder holder, String accept) {
    HttpResponse<String> answer = two.server.get(two.key(holder), "/metrics", "Accept", accept);
    assertThat(answer.statusCode()).isEqualTo(200);
    return TENANT
        .matcher(answer.body())
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }
}
