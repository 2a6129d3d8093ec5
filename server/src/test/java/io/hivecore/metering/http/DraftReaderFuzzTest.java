package io.hivecore.metering.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hivecore.http.Body;
import io.hivecore.http.ProblemException;
import java.time.Instant;

/** Whatever a body holds, it is a draft that can be checked or a 4xx. */
class DraftReaderFuzzTest {
  @FuzzTest(maxDuration = "45s")
  void isADraftOrAProblem(byte[] body) {
    try {
      DraftReader.read(new Body("application/json", body)).faults(Instant.EPOCH);
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isBetween(400, 499);
    }
  }
}
