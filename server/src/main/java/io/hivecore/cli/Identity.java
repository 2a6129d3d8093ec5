package io.hivecore.cli;

import io.hivecore.control.ControlPlace;
import io.hivecore.control.ControlStore;
import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.Tenants;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import io.hivecore.identity.jooq.JooqUserStore;
import io.hivecore.identity.users.Passwords;
import io.hivecore.identity.users.Users;
import java.nio.file.Files;
import java.time.InstantSource;

/** Tenants, keys and users in the control store, beside a running server or without one. */
final class Identity implements AutoCloseable {
  private final ControlStore control;
  private final Tenants tenants;
  private final ApiKeys keys;
  private final Passwords passwords = new Passwords();
  private final Users users;

  private Identity(ControlStore control) {
    this.control = control;
    this.tenants = new Tenants(new JooqTenantStore(control), InstantSource.system());
    this.keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.system());
    this.users = new Users(new JooqUserStore(control), passwords, () -> {}, InstantSource.system());
  }

  /** Opens the store; a file is made when it is missing. */
  static Identity make(ControlPlace place) {
    return new Identity(ControlStores.open(place));
  }

  /** Opens the store; a file must be there: whoever only looks leaves nothing behind. */
  static Identity existing(ControlPlace place) {
    if (place instanceof ControlPlace.SqliteFile(var file) && !Files.exists(file)) {
      throw new RefusedException(
          "there are no tenants or keys in "
              + file.toAbsolutePath().getParent()
              + ": start the server or create a key first, or name another folder with --data");
    }
    return make(place);
  }

  Tenants tenants() {
    return tenants;
  }

  ApiKeys keys() {
    return keys;
  }

  Users users() {
    return users;
  }

  Tenant tenant(String slugOrId) {
    return tenants
        .findBySlugOrId(slugOrId)
        .orElseThrow(
            () ->
                new RefusedException(
                    "there is no tenant " + slugOrId + "; ./hivecore tenant list shows them"));
  }

  @Override
  public void close() {
    passwords.close();
    keys.close();
    control.close();
  }
}
