package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Routes about metrics in the matrix of two tenants: the same series of both stay apart. */
final class MetricMatrix {
  private static final String BASE = "/api/v1/metrics/";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static final List<MatrixRow> ROWS =
      List.of(
          new MatrixRow("GET", BASE, Holder.READERS, MetricMatrix::list),
          new MatrixRow("GET", BASE + "series/", Holder.READERS, MetricMatrix::series));

  private MetricMatrix() {}

  private static String send(TwoTenants two) {
    String name = "matrix.work" + NUMBER.incrementAndGet();
    for (String key : List.of(two.ant, two.owl)) {
      String word = key.equals(two.ant) ? "ant" : "owl";
      String points =
          """
          {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"%1$s","gauge":{"dataPoints":[
            {"timeUnixNano":"%2$s000000000","asInt":%3$d,"attributes":[
              {"key":"session.id","value":{"stringValue":"%4$s-session"}}]},
            {"timeUnixNano":"%2$s000000000","asInt":%3$d}]}},
            {"name":"%4$s-%1$s","gauge":{"dataPoints":[
              {"timeUnixNano":"%2$s000000000","asInt":1}]}}]}]}]}"""
              .formatted(
                  name, System.currentTimeMillis() / 1_000 - 60, word.equals("ant") ? 3 : 7, word);
      assertThat(two.server.post(key, "/v1/metrics", points).body()).isEqualTo("{}");
      RunningServer.await(() -> two.get(key, BASE + "?page_size=1000").body().contains(name));
    }
    return name;
  }

  private static void list(TwoTenants two) {
    String name = send(two);
    assertThat(two.get(two.ant, BASE + "?page_size=1000").body())
        .contains("ant-" + name)
        .doesNotContain("owl-");
    assertThat(two.get(two.owl, BASE + "?page_size=1000").body())
        .contains("owl-" + name)
        .doesNotContain("ant-");
    assertThat(two.get(two.owl, BASE + "?session=ant-session").body())
        .isEqualTo("{\"next\":null,\"results\":[]}");
  }

  private static void series(TwoTenants two) {
    String series = BASE + "series/?group_by=session&name=" + send(two);
    String ofAnt = two.get(two.ant, series).body();
    String ofOwl = two.get(two.owl, series).body();
    assertThat(ofAnt).contains("ant-session", "\"max\":3.0").doesNotContain("owl", "7.0");
    assertThat(ofOwl).contains("owl-session", "\"max\":7.0").doesNotContain("ant", "3.0");
    assertThat(two.get(two.owl, series + "&session=ant-session").body()).contains("\"results\":[]");
  }
}
