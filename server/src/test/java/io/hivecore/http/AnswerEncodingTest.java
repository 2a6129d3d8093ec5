package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerEncodingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "GZIP | true",
        "x-gzip | true",
        "deflate, gzip | true",
        "deflate, gzip;q=1.0, *;q=0.5 | true",
        "* | true",
        "gzip;q=0.001 | true",
        "br;q=1, gzip ; q=0.2 | true",
        "'' | false",
        "identity | false",
        "br | false",
        "gzip;q=0 | false",
        "gzip; Q=0.000 | false",
        "gzip;q=0, * | false",
        "*;q=0 | false",
        "gzipped | false",
      })
  void tellsWhetherGzipIsWelcome(String acceptEncoding, boolean welcome) {
    assertThat(AnswerEncoding.admitsGzip(acceptEncoding)).isEqualTo(welcome);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "application/problem+json, true",
    "application/openmetrics-text, false",
    "text/plain; version=0.0.4, true",
    "application/vnd.apache.parquet, false",
  })
  void tellsWhatGetsSmaller(String contentType, boolean smaller) {
    assertThat(AnswerEncoding.isCompressible(contentType)).isEqualTo(smaller);
  }
}
