package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Rewrite the page with {@code -Dhivecore.write-docs=true} after changing a setting. */
class SettingsReferenceTest {
  private static final Path PAGE = Path.of("../docs/settings.md");

  @Test
  void thePageListsTheSettingsThatThereAre() throws Exception {
    String page = Settings.LOADER.reference();
    if (Boolean.getBoolean("hivecore.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/settings.md; run this test with -Dhivecore.write-docs=true to renew it")
        .isEqualTo(page);
  }
}
