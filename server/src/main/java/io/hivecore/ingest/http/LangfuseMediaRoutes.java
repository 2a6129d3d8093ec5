package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Body;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.Routes;
import io.hivecore.http.WireTime;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.IngestRefusedException;
import io.hivecore.ingest.Media;
import io.hivecore.ingest.MediaId;
import io.hivecore.ingest.MediaUpload;
import io.hivecore.ingest.clients.LangfuseMedia;
import io.hivecore.ingest.http.MediaGrants.Grant;
import io.hivecore.ingest.http.MediaGrants.Purpose;
import io.hivecore.objects.ObjectId;
import io.hivecore.objects.StoredObject;
import io.hivecore.objects.http.ObjectAnswer;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Media that Langfuse's clients take out of inputs and outputs and upload by themselves: they ask
 * for an address, put the bytes there, and tell how it went.
 */
public final class LangfuseMediaRoutes {
  private static final String MEDIA = "/api/public/media";
  private static final String ONE = MEDIA + "/{id}";
  private static final String CONTENT = ONE + "/content";

  private final Ingest ingest;
  private final Media media;
  private final MediaGrants grants;
  private final Predicate<TenantId> welcome;

  private LangfuseMediaRoutes(
      Ingest ingest, Media media, MediaGrants grants, Predicate<TenantId> welcome) {
    this.ingest = ingest;
    this.media = media;
    this.grants = grants;
    this.welcome = welcome;
  }

  /**
   * Adds the paths.
   *
   * @param welcome whether a tenant may still use what it was granted
   */
  public static void register(
      Routes routes, Ingest ingest, Media media, MediaGrants grants, Predicate<TenantId> welcome) {
    LangfuseMediaRoutes own = new LangfuseMediaRoutes(ingest, media, grants, welcome);
    routes
        .add("POST", MEDIA, Access.INGEST, own::announce)
        .add("PATCH", ONE, Access.INGEST, own::report)
        .add("GET", ONE, Access.QUERY, own::find)
        .add("PUT", CONTENT, Access.ANYONE, own::upload)
        .add("GET", CONTENT, Access.ANYONE, own::download);
  }

  /** {@code POST /api/public/media}: where the bytes go; nowhere when they are here already. */
  private void announce(Exchange exchange) {
    TenantId tenant = exchange.tenant();
    MediaUpload upload = ClientBodies.read(exchange, ingest, LangfuseMedia::announced);
    long most = ingest.settings().batchBodyBytes();
    if (upload.bytes() > most) {
      throw Problem.tooLarge(
              "contentLength: " + upload.bytes() + " bytes are more than the " + most + " allowed.")
          .asException();
    }
    boolean known = orProblem(() -> media.known(tenant, upload.object()));
    MediaId id = MediaId.of(upload.object());
    exchange.json(
        201,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("mediaId", id.text());
          if (known) {
            json.writeNullProperty("uploadUrl");
          } else {
            Grant grant = new Grant(tenant, upload, grants.expiry(Purpose.UPLOAD));
            json.writeStringProperty("uploadUrl", address(exchange, id, Purpose.UPLOAD, grant));
          }
          json.writeEndObject();
        });
  }

  /** {@code PUT …/content}: the bytes, and nothing but those that were announced. */
  private void upload(Exchange exchange) {
    Grant grant = granted(exchange, Purpose.UPLOAD);
    MediaUpload upload = grant.media();
    Body body = exchange.body(upload.bytes());
    if (!body.mediaType().isEmpty() && !body.mediaType().equals(upload.mediaType())) {
      throw Problem.invalidHeader(
              "Content-Type", "Announced was " + upload.mediaType() + "; send the same.")
          .asException();
    }
    if (body.bytes().length != upload.bytes()) {
      throw Problem.badRequest(
              "The body has "
                  + body.bytes().length
                  + " bytes, not the "
                  + upload.bytes()
                  + " of contentLength.")
          .asException();
    }
    if (!ObjectId.of(body.bytes()).equals(upload.object())) {
      throw Problem.badRequest("The body has another SHA-256 than sha256Hash.").asException();
    }
    orProblem(
        () -> {
          media.keep(grant.tenant(), upload, body.bytes());
          return true;
        });
    exchange.empty(200);
  }

  /**
   * {@code PATCH /api/public/media/{id}}: how an upload ended. Nothing hangs on it; but a client
   * that takes another's 200 for ours learns here that nothing came.
   */
  private void report(Exchange exchange) throws IOException {
    int status = ClientBodies.read(exchange, ingest, LangfuseMedia::reportedStatus);
    if (status < 300) {
      open(exchange).close();
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeEndObject();
        });
  }

  /** {@code GET /api/public/media/{id}}: what it is, and where its bytes are for an hour. */
  private void find(Exchange exchange) throws IOException {
    try (StoredObject object = open(exchange)) {
      MediaId id = MediaId.of(object.id());
      MediaUpload found = new MediaUpload(object.id(), object.mediaType(), object.size());
      Grant grant = new Grant(exchange.tenant(), found, grants.expiry(Purpose.DOWNLOAD));
      exchange.json(
          200,
          json -> {
            json.writeStartObject();
            json.writeStringProperty("mediaId", id.text());
            json.writeStringProperty("contentType", object.mediaType());
            json.writeNumberProperty("contentLength", object.size());
            json.writeStringProperty("uploadedAt", WireTime.utc(object.lastPut()));
            json.writeStringProperty("url", address(exchange, id, Purpose.DOWNLOAD, grant));
            json.writeStringProperty("urlExpiry", WireTime.utc(grant.expires()));
            json.writeEndObject();
          });
    }
  }

  /** {@code GET …/content}: the bytes. */
  private void download(Exchange exchange) throws IOException {
    Grant grant = granted(exchange, Purpose.DOWNLOAD);
    MediaId id = MediaId.of(grant.media().object());
    try (StoredObject object =
        orProblem(() -> media.open(grant.tenant(), id)).orElseThrow(() -> notFound(id.text()))) {
      ObjectAnswer.send(exchange, object);
    }
  }

  private String address(Exchange exchange, MediaId id, Purpose purpose, Grant grant) {
    String path = CONTENT.replace("{id}", id.text());
    return exchange.origin() + path + "?grant=" + grants.sealed(purpose, grant);
  }

  /** What the address allows, on behalf of whom from here on. */
  private Grant granted(Exchange exchange, Purpose purpose) {
    Grant grant = grants.opened(purpose, exchange.query().one("grant").orElse(""));
    String id = exchange.pathParameter("id");
    if (!MediaId.of(grant.media().object()).text().equals(id) || !welcome.test(grant.tenant())) {
      throw notFound(id);
    }
    exchange.countFor(grant.tenant());
    return grant;
  }

  private StoredObject open(Exchange exchange) {
    String id = exchange.pathParameter("id");
    TenantId tenant = exchange.tenant();
    return MediaId.parse(id)
        .flatMap(known -> orProblem(() -> media.open(tenant, known)))
        .orElseThrow(() -> notFound(id));
  }

  private static ProblemException notFound(String id) {
    return Problem.notFound("There is no medium of yours with the id " + id + ".").asException();
  }

  private static <T> T orProblem(Supplier<T> call) {
    try {
      return call.get();
    } catch (IngestRefusedException e) {
      throw new ProblemException(Rejections.problem(e), e);
    }
  }
}
