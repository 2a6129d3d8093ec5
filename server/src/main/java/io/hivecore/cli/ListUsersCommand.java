package io.hivecore.cli;

import io.hivecore.identity.users.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code user list}. */
@Command(name = "list", description = "Show a tenant's users.")
final class ListUsersCommand implements Runnable {
  private final ControlFiles files;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--tenant",
      paramLabel = "SLUG",
      description = "The tenant (default: ${DEFAULT-VALUE}).",
      defaultValue = "default")
  private String tenant = "";

  ListUsersCommand(ControlFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    try (Identity identity = Identity.existing(files.locate(data.config(), data.data()))) {
      var table = new TextTable("EMAIL", "NAME", "ROLE", "STATUS", "LAST LOGIN", "ID");
      for (User user : identity.users().list(identity.tenant(tenant).id())) {
        Instant last = user.lastLoginAt();
        table.add(
            user.email().text(),
            user.displayName(),
            user.role().wireName(),
            user.status().wireName(),
            last == null ? "never" : last.toString(),
            user.id().toString());
      }
      table.print(Terminal.of(spec).out());
    }
  }
}
