package io.hivecore.control.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A published migration never changes: what it made is out there. Add a file instead, name it in
 * {@link SqliteControlStore#MIGRATIONS}, and its hash here.
 */
class MigrationFilesTest {
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "V1__tenants_and_keys.sql",
          "d718f5b0e4faf555ec471fb6f76837b22155326429b6a9cb270a42410ef0fb91",
          "V2__tenant_prices.sql",
          "4f53377e09b5d6ce43a3129e885f52acbc874e2fa79ae70beb9af3cf68ee85da",
          "V3__departed_tenants.sql",
          "1ba10273498b1258708b0589904e3b2d98c880de8355cbee8c97de3f9bfa9eea",
          "V4__tenant_retention.sql",
          "4bb958d68aa361d4e14481b3355cd6bf89f4bc4337750bd33af7a555cb01b9bd",
          "V5__masking_rules.sql",
          "8f82515e77ea10d8bf6327a86e9f5761280229b656a5f921224652560f25c5ba",
          "V6__users_and_sessions.sql",
          "047220e03a49a3c4a78082f9ce8167891cf82be016a56190b3c86deec7c39d67");

  @Test
  void everyFileIsListedAndAsPublished() throws Exception {
    Map<String, String> found = new TreeMap<>();
    for (Path file : files()) {
      found.put(file.getFileName().toString(), sha256(file));
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(PUBLISHED);
    assertThat(SqliteControlStore.MIGRATIONS.files()).containsExactlyElementsOf(found.keySet());
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    URL folder =
        requireNonNull(MigrationFilesTest.class.getClassLoader().getResource("db/control/sqlite"));
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList();
    }
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
