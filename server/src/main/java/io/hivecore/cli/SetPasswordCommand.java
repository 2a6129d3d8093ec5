package io.hivecore.cli;

import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.PasswordText;
import io.hivecore.identity.users.User;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code user password}: for whoever has forgotten it. */
@Command(
    name = "password",
    description =
        "Set a user's password in a tenant, and log the user out there. The password is asked for, or"
            + " read from the standard input.")
final class SetPasswordCommand implements Runnable {
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

  SetPasswordCommand(ControlFiles files, PasswordInput passwords) {
    this.files = files;
    this.passwords = passwords;
  }

  @Override
  public void run() {
    EmailAddress address = new EmailAddress(email);
    try (Identity identity = Identity.existing(files.locate(data.config(), data.data()))) {
      TenantId of = identity.tenant(tenant).id();
      User user =
          identity.users().list(of).stream()
              .filter(each -> each.email().equals(address))
              .findFirst()
              .orElseThrow(
                  () -> new RefusedException("the tenant " + tenant + " has no user " + address));
      // The operator stands above the tenant's roles.
      identity.users().setPassword(of, Role.OWNER, user, new PasswordText(passwords.read()));
      Terminal.of(spec).err().println("The password is set; the user is logged out everywhere.");
    }
  }
}
