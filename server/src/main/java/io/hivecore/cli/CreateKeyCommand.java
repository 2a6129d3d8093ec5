package io.hivecore.cli;

import io.hivecore.identity.IdentityException;
import io.hivecore.identity.KeyOwner;
import io.hivecore.identity.NewApiKey;
import io.hivecore.identity.Tenant;
import io.hivecore.tenancy.Scope;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code key create}: the key alone goes to the output, words about it beside, for scripts. */
@Command(
    name = "create",
    description = "Make a key. It is printed this once; the server keeps only its hash.")
final class CreateKeyCommand implements Runnable {
  private static final String FIRST_TENANT = "default";

  private final ControlFiles files;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @ArgGroup(exclusive = true)
  private Owner owner = new Owner();

  @Option(
      names = "--create-tenant-name",
      paramLabel = "NAME",
      description = "What a tenant that does not exist yet is called (default: its slug).")
  private @Nullable String tenantName;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the key is for, to recognise it in a list.",
      defaultValue = "unnamed")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      split = ",",
      description = "What the key may do: ingest, query (default: both).")
  private Set<Scope> scopes = new LinkedHashSet<>();

  @Option(names = "--json", description = "Print a JSON document.")
  private boolean json;

  CreateKeyCommand(ControlFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    try (Identity identity = Identity.make(files.locate(data.config(), data.data()))) {
      if (owner.operator) {
        print(identity.keys().create(KeyOwner.operator(), name, scopes), null, false);
        return;
      }
      Optional<Tenant> known = identity.tenants().findBySlugOrId(owner.tenant);
      Tenant tenant = known.orElseGet(() -> create(identity, owner.tenant));
      print(
          identity.keys().create(KeyOwner.tenant(tenant.id()), name, scopes),
          tenant.slug(),
          known.isEmpty());
    }
  }

  private Tenant create(Identity identity, String slug) {
    try {
      return identity.tenants().create(slug, tenantName == null ? slug : tenantName);
    } catch (IdentityException e) {
      // Another process was faster, or the slug is none.
      return identity.tenants().findBySlug(slug).orElseThrow(() -> e);
    }
  }

  private void print(NewApiKey made, @Nullable String tenant, boolean tenantCreated) {
    var terminal = Terminal.of(spec);
    if (json) {
      JsonOutput.print(
          terminal.out(),
          document -> {
            document.writeStartObject();
            JsonOutput.fields(document, made.key(), tenant);
            document.writeStringProperty("key", made.text().reveal());
            document.writeBooleanProperty("tenant_created", tenantCreated);
            document.writeEndObject();
          });
      return;
    }
    if (tenantCreated) {
      terminal.err().println("There was no tenant " + tenant + ", so it has been created.");
    }
    terminal
        .err()
        .println(
            "A new key of "
                + KeyWords.owner(tenant)
                + " ("
                + String.join(", ", KeyWords.scopes(made.key()))
                + "), valid within a second. It is shown this once:");
    terminal.err().flush();
    terminal.out().println(made.text().reveal());
  }

  /** Whose key it is to be. */
  private static final class Owner {
    @Option(
        names = "--tenant",
        paramLabel = "SLUG",
        description = "The tenant that it belongs to (default: ${DEFAULT-VALUE}).",
        defaultValue = FIRST_TENANT)
    private String tenant = FIRST_TENANT;

    @Option(
        names = "--operator",
        description = "Make an operator's key: it reads the figures of all tenants (/metrics).")
    private boolean operator;
  }
}
