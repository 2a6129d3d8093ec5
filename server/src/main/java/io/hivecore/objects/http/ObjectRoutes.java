package io.hivecore.objects.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.Routes;
import io.hivecore.objects.ObjectId;
import io.hivecore.objects.ObjectIdStart;
import io.hivecore.objects.ObjectStore;
import io.hivecore.objects.StoredObject;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.util.Optional;

/** Objects, as records link to them. */
public final class ObjectRoutes {
  private static final String PATH = "/api/v1/objects/";

  private final ObjectStore objects;

  public ObjectRoutes(ObjectStore objects) {
    this.objects = objects;
  }

  public void register(Routes routes) {
    routes.add("GET", PATH + "{id}/", Access.QUERY, this::get);
  }

  /**
   * {@code GET /api/v1/objects/{id}/}: the bytes. The id may be cut short, as links to media are
   * whose whole hash is not known.
   */
  private void get(Exchange exchange) throws IOException {
    String text = exchange.pathParameter("id");
    Optional<StoredObject> found =
        whole(exchange.tenant(), text).flatMap(id -> objects.open(exchange.tenant(), id));
    try (StoredObject object = found.orElseThrow(() -> notFound(text))) {
      ObjectAnswer.send(exchange, object);
    }
  }

  private Optional<ObjectId> whole(TenantId tenant, String text) {
    Optional<ObjectId> whole = ObjectId.parse(text);
    return whole.isPresent()
        ? whole
        : ObjectIdStart.parse(text).flatMap(start -> objects.find(tenant, start));
  }

  private static ProblemException notFound(String id) {
    return Problem.notFound("There is no object of yours with the id " + id + ".").asException();
  }
}
