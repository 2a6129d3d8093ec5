package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.hivecore.TwoTenants.Holder;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tenants over every route of the whole server: nothing crosses. A new route fails here until
 * it has a row, in the matrix of its room.
 */
@Timeout(120)
class TenantMatrixTest {
  private static final List<MatrixRow> ROWS =
      Stream.of(
              IngestMatrix.ROWS,
              OtlpMatrix.ROWS,
              ClientMatrix.ROWS,
              QueryMatrix.ROWS,
              TraceMatrix.ROWS,
              MetricMatrix.ROWS,
              PriceMatrix.ROWS,
              MaskingMatrix.ROWS,
              ObjectMatrix.ROWS,
              UserMatrix.ROWS,
              OperationsMatrix.ROWS)
          .flatMap(List::stream)
          .toList();

  @TempDir static Path folder;
  private static TwoTenants two;

  @BeforeAll
  static void start() {
    two = new TwoTenants(folder);
  }

  @AfterAll
  static void stop() {
    two.close();
  }

  @Test
  void everyRouteHasItsRow() {
    Set<String> routes =
        two.server.routes().all().stream()
            .map(route -> route.method() + " " + route.path())
            .collect(Collectors.toSet());
    assertThat(ROWS).extracting(MatrixRow::name).containsExactlyInAnyOrderElementsOf(routes);
  }

  @TestFactory
  Stream<DynamicTest> nothingCrosses() {
    return ROWS.stream().map(row -> dynamicTest(row.name(), () -> row.check().run(two)));
  }

  @TestFactory
  Stream<DynamicTest> aKeyWithoutTheRightIsRefused() {
    return ROWS.stream()
        .map(
            row ->
                dynamicTest(
                    row.name(),
                    () -> {
                      for (Holder holder : Holder.values()) {
                        letsInWhoMay(row, holder);
                      }
                    }));
  }

  /** With an empty body and an id that nobody has, so that the call itself changes nothing. */
  private static void letsInWhoMay(MatrixRow row, Holder holder) throws IOException {
    String path = row.path().replaceAll("\\{\\w+}", "00000000-0000-4000-8000-000000000000");
    String body = row.method().equals("GET") ? "" : "[]";
    HttpResponse<InputStream> answer =
        two.server.send(BodyHandlers.ofInputStream(), row.method(), two.key(holder), path, body);
    // The stream has no end.
    answer.body().close();
    if (row.admitted().contains(holder)) {
      assertThat(answer.statusCode()).as("%s for %s", row.name(), holder).isNotIn(401, 403);
    } else {
      assertThat(answer.statusCode())
          .as("%s for %s", row.name(), holder)
          .isEqualTo(holder.known() ? 403 : 401);
    }
  }
}
