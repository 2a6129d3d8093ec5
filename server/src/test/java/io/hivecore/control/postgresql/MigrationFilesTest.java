package io.hivecore.control.postgresql;

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
 * {@link PostgresqlControlStore#MIGRATIONS}, and its hash here.
 */
class MigrationFilesTest {
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "V1__tenants_and_keys.sql",
          "e167baa7ffab2018d7d2fb69ea7a65417a35f361e64ba89cbb6779facdc617ab",
          "V2__tenant_prices.sql",
          "fe149b0389a58dac39b836f6cf376aa641efbb856764b21b51b52b4b770d371a",
          "V3__departed_tenants.sql",
          "01b8d063299bef28d136f85fad43da422f0c4f7405578c8b3c28f763845d12ba",
          "V4__tenant_retention.sql",
          "4bb958d68aa361d4e14481b3355cd6bf89f4bc4337750bd33af7a555cb01b9bd",
          "V5__masking_rules.sql",
          "ab6f2dadc392bc7e21c188f1e8a9bd90ba8b76129154aac9e121cd07be21e947",
          "V6__users_and_sessions.sql",
          "3c2eeeaa9b50d85dfd79b44d7a9e00187e80fd7a2c0918a86068504e5a79a3cc");

  @Test
  void everyFileIsListedAndAsPublished() throws Exception {
    Map<String, String> found = new TreeMap<>();
    for (Path file : files()) {
      found.put(file.getFileName().toString(), sha256(file));
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(PUBLISHED);
    assertThat(PostgresqlControlStore.MIGRATIONS.files()).containsExactlyElementsOf(found.keySet());
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    URL folder =
        requireNonNull(
            MigrationFilesTest.class.getClassLoader().getResource("db/control/postgresql"));
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList();
    }
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
