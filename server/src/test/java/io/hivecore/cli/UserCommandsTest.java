package io.hivecore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.ControlPlace;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCommandsTest {
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n";

  @TempDir Path folder;

  private String password = "seven quiet owls";

  /** What a command did: its exit code and what it wrote. */
  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void makeTenants() {
    assertThat(run("tenant", "create", "acme", "--name", "Acme").code).isZero();
    assertThat(run("tenant", "create", "beta", "--name", "Beta").code).isZero();
  }

  @Test
  void theNewUsersIdIsTheOnlyOutput() {
    Ran ran = create("acme", "Ada@Example.com", "owner");
    assertThat(ran.code).isZero();
    assertThat(ran.out).matches(ID);
    assertThat(ran.err).isEqualTo("A new owner of acme:\n");
    Ran list = run("user", "list", "--tenant", "acme");
    assertThat(list.out)
        .containsPattern("ada@example.com +ada@example.com +owner +active +never +")
        .contains(ran.out.strip());
    assertThat(run("user", "list", "--tenant", "beta").out).doesNotContain("ada");
  }

  @Test
  void thePasswordComesThroughAPipe() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CommandLineProcess.class.getName(),
                "user",
                "create",
                "--tenant=acme",
                "--email=ada@example.com",
                "--role=owner",
                "--data=" + folder)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream input = process.getOutputStream()) {
      input.write("seven quiet owls\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .matches(ID);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void theOriginalsRoleUserIsAMember() {
    assertThat(create("acme", "bob@example.com", "user").err).isEqualTo("A new member of acme:\n");
  }

  @Test
  void whatCannotBeDoneIsSaidWithoutThePassword() {
    create("acme", "ada@example.com", "owner");
    assertRefused(create("acme", "ada@example.com", "viewer"), "has a user ada@example.com");
    assertRefused(create("nowhere", "ada@example.com", "viewer"), "no tenant nowhere");
    assertRefused(create("acme", "eve@example.com", "king"), "owner, admin, member or viewer");
    assertRefused(create("acme", "eve", "viewer"), "an e-mail address");
    password = "password123";
    assertRefused(create("acme", "eve@example.com", "viewer"), "everybody tries first");
    assertThat(create("beta", "ada@example.com", "viewer").err).doesNotContain(password);
  }

  @Test
  void aPasswordIsSetForOneTenantsUser() {
    create("acme", "ada@example.com", "owner");
    password = "eight loud crows";
    Ran set = run("user", "password", "--tenant", "acme", "--email", "ada@example.com");
    assertThat(set.code).isZero();
    assertRefused(
        run("user", "password", "--tenant", "beta", "--email", "ada@example.com"), "has no user");
  }

  private Ran create(String tenant, String email, String role) {
    return run("user", "create", "--tenant", tenant, "--email", email, "--role", role);
  }

  private static void assertRefused(Ran ran, String why) {
    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.out).isEmpty();
    assertThat(ran.err).startsWith("hivecore: ").contains(why);
  }

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        HiveCoreCommand.commandLine(
                () -> password, (config, data) -> ControlPlace.file(folder.resolve("control.db")))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }
}
