package io.hivecore.cli;

import io.hivecore.identity.ApiKey;
import io.hivecore.identity.ApiKeyText;
import io.hivecore.identity.KeyHash;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code key revoke}: ends a key; doing it twice does no harm. */
@Command(name = "revoke", description = "Revoke a key: it is refused within a second, for good.")
final class RevokeKeyCommand implements Runnable {
  private final ControlFiles files;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @Parameters(
      paramLabel = "ID|PREFIX",
      description = "The key's id, its first characters as `key list` shows them, or all of it.")
  private String meant = "";

  @Option(names = "--json", description = "Print the key as a JSON document.")
  private boolean json;

  RevokeKeyCommand(ControlFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    try (Identity identity = Identity.existing(files.locate(data.config(), data.data()))) {
      ApiKey key = find(identity);
      boolean before = key.revoked();
      ApiKey revoked = identity.keys().revoke(key.owner(), key.id()).orElse(key);
      String tenant = KeyWords.tenant(key, identity.tenants().list());
      Terminal terminal = Terminal.of(spec);
      if (json) {
        JsonOutput.print(
            terminal.out(),
            document -> {
              document.writeStartObject();
              JsonOutput.fields(document, revoked, tenant);
              document.writeEndObject();
            });
        return;
      }
      terminal
          .out()
          .println(
              before
                  ? "The key "
                      + key.prefix()
                      + "... of "
                      + KeyWords.owner(tenant)
                      + " had been revoked at "
                      + revoked.revokedAt()
                      + "."
                  : "The key "
                      + key.prefix()
                      + "... ("
                      + key.name()
                      + ") of "
                      + KeyWords.owner(tenant)
                      + " is revoked; it is refused within a second.");
    }
  }

  /** The one key that is meant. Of several with the same first characters, the one still valid. */
  private ApiKey find(Identity identity) {
    List<ApiKey> found = identity.keys().listOfAllOwners().stream().filter(this::isMeant).toList();
    if (found.isEmpty()) {
      throw new RefusedException("there is no such key; ./hivecore key list shows them");
    }
    List<ApiKey> valid = found.stream().filter(key -> !key.revoked()).toList();
    if (valid.size() > 1) {
      throw new RefusedException(
          valid.size()
              + " keys begin with "
              + valid.getFirst().prefix()
              + "; name one by its id: "
              + valid.stream().map(key -> key.id().toString()).collect(Collectors.joining(", ")));
    }
    return valid.isEmpty() ? found.getFirst() : valid.getFirst();
  }

  private boolean isMeant(ApiKey key) {
    if (ApiKeyText.wellFormed(meant)) {
      return key.hash().equals(KeyHash.of(meant));
    }
    String prefix = meant.endsWith("...") ? meant.substring(0, meant.length() - 3) : meant;
    return key.id().toString().equals(meant) || key.prefix().equals(prefix);
  }
}
