package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.objects.ObjectId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReferencesTest {
  /** Of "hello", as the Python SDK makes them. */
  private static final String ID = "LPJNul-wow4m6DsqxbninhsWHl";

  private static final String REFERENCE =
      "@@@langfuseMedia:type=image/png|id=" + ID.substring(0, 22) + "|source=bytes@@@";
  private static final String LINK = "hivecore-object:sha256-2cf24dba5fb0a30e26e83b2ac5b9e29e1";

  @Test
  void aReferenceBecomesALink() {
    assertThat(MediaReferences.linked(REFERENCE)).isEqualTo(LINK);
    assertThat(MediaReferences.linked("[\"@@@\",\"" + REFERENCE + REFERENCE + "\",\"@@@é\"]"))
        .isEqualTo("[\"@@@\",\"" + LINK + LINK + "\",\"@@@é\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "@@@langfuseMedia:",
        "@@@langfuseMedia:type=image/png|id=short|source=bytes@@@",
        "@@@langfuseMedia:type=image/png|source=bytes@@@",
        "@@@langfuseMedia:type=image/png|id=LPJNul-wow4m6DsqxbninhX|source=bytes@@@",
        "@@@langfuseMedia:@@@langfuseMedia:type=image/png|id=LPJNul-wow4m6Dsqxbnin",
      })
  void whatIsNoneStays(String text) {
    assertThat(MediaReferences.linked(text)).isEqualTo(text);
  }

  @Test
  void anIdIsTheBeginningOfTheHash() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      byte[] content = ("medium " + i).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      MediaId id = MediaId.of(ObjectId.of(content));
      assertThat(id.text()).isEqualTo(Base64.getUrlEncoder().encodeToString(hash).substring(0, 22));
      assertThat(id.object().digits()).isEqualTo(ObjectId.of(content).digits().substring(0, 33));
    }
  }
}
