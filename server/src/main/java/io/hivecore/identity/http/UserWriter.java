package io.hivecore.identity.http;

import io.hivecore.http.WireTime;
import io.hivecore.identity.users.User;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** A user on the wire. */
final class UserWriter {
  private UserWriter() {}

  /** The fields of a user, within an object. */
  static void fields(JsonGenerator json, User user) {
    json.writeStringProperty("id", user.id().toString());
    json.writeStringProperty("email", user.email().text());
    json.writeStringProperty("display_name", user.displayName());
    json.writeStringProperty("role", user.role().wireName());
    json.writeStringProperty("status", user.status().wireName());
    json.writeStringProperty("tenant_id", user.tenant().toString());
    json.writeStringProperty("created_at", WireTime.utcWithOffset(user.createdAt()));
    Instant last = user.lastLoginAt();
    if (last == null) {
      json.writeNullProperty("last_login_at");
    } else {
      json.writeStringProperty("last_login_at", WireTime.utcWithOffset(last));
    }
  }
}
