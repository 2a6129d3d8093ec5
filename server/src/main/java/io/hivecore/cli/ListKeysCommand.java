package io.hivecore.cli;

import io.hivecore.identity.ApiKey;
import io.hivecore.identity.KeyOwner;
import io.hivecore.identity.Tenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code key list}: what is known of keys, never the keys. */
@Command(
    name = "list",
    description = "List keys, revoked ones too; of each only its first characters are known.")
final class ListKeysCommand implements Runnable {
  private final ControlFiles files;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--tenant",
      paramLabel = "SLUG",
      description = "Only this tenant's (default: all, and the operator's).")
  private @Nullable String tenant;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ListKeysCommand(ControlFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    try (Identity identity = Identity.existing(files.locate(data.config(), data.data()))) {
      List<ApiKey> keys =
          tenant == null
              ? identity.keys().listOfAllOwners()
              : identity.keys().list(KeyOwner.tenant(identity.tenant(tenant).id()));
      List<Tenant> tenants = identity.tenants().list();
      if (json) {
        printJson(keys, tenants);
      } else {
        print(keys, tenants);
      }
    }
  }

  private void printJson(List<ApiKey> keys, List<Tenant> tenants) {
    JsonOutput.print(
        Terminal.of(spec).out(),
        document -> {
          document.writeStartArray();
          for (ApiKey key : keys) {
            document.writeStartObject();
            JsonOutput.fields(document, key, KeyWords.tenant(key, tenants));
            document.writeEndObject();
          }
          document.writeEndArray();
        });
  }

  private void print(List<ApiKey> keys, List<Tenant> tenants) {
    var table = new TextTable("ID", "KEY", "TENANT", "NAME", "SCOPES", "CREATED", "REVOKED");
    for (ApiKey key : keys) {
      String slug = KeyWords.tenant(key, tenants);
      Instant revokedAt = key.revokedAt();
      table.add(
          key.id().toString(),
          key.prefix() + "...",
          slug == null ? "(operator)" : slug,
          key.name(),
          String.join(",", KeyWords.scopes(key)),
          toTheSecond(key.createdAt()),
          revokedAt == null ? "" : toTheSecond(revokedAt));
    }
    table.print(Terminal.of(spec).out());
  }

  private static String toTheSecond(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
