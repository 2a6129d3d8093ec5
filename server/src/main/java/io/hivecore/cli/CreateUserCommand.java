package io.hivecore.cli;

import io.hivecore.identity.Tenant;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.PasswordText;
import io.hivecore.identity.users.User;
import io.hivecore.tenancy.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code user create}: the user's id goes to the output, words about it beside, for scripts. */
@Command(
    name = "create",
    description =
        "Make a user of a tenant. The password is asked for, or read from the standard input.")
final class CreateUserCommand implements Runnable {
  private final ControlFiles files;
  private final PasswordInput passwords;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--tenant",
      paramLabel = "SLUG",
      description = "The tenant (default: ${DEFAULT-VALUE}).",
      defaultValue = "default")
  private String tenant = "";

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      required = true,
      description = "What the person logs in by.")
  private String email = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "owner, admin, member or viewer (default: ${DEFAULT-VALUE}).",
      defaultValue = "member")
  private String role = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "How the person is called (default: the e-mail address).")
  private @Nullable String name;

  CreateUserCommand(ControlFiles files, PasswordInput passwords) {
    this.files = files;
    this.passwords = passwords;
  }

  @Override
  public void run() {
    EmailAddress address = new EmailAddress(email);
    Role wanted =
        Role.of(role)
            .orElseThrow(
                () -> new RefusedException("a role is owner, admin, member or viewer: " + role));
    try (Identity identity = Identity.existing(files.locate(data.config(), data.data()))) {
      Tenant of = identity.tenant(tenant);
      User made =
          identity
              .users()
              .create(
                  of.id(),
                  address,
                  name == null ? address.text() : name,
                  wanted,
                  new PasswordText(passwords.read()));
      var terminal = Terminal.of(spec);
      terminal.err().println("A new " + wanted.wireName() + " of " + of.slug() + ":");
      terminal.err().flush();
      terminal.out().println(made.id());
    }
  }
}
