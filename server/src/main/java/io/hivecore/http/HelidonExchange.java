package io.hivecore.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.TenantId;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An {@link Exchange} over Helidon's request and response. */
final class HelidonExchange implements Exchange {
  private final ServerRequest request;
  private final ServerResponse response;
  private final BodyReader bodies;
  private final @Nullable Caller caller;
  private final Map<String, String> pathParameters;
  private @Nullable Parameters query;

  HelidonExchange(
      ServerRequest request,
      ServerResponse response,
      BodyReader bodies,
      @Nullable Caller caller,
      Map<String, String> pathParameters) {
    this.request = request;
    this.response = response;
    this.bodies = bodies;
    this.caller = caller;
    this.pathParameters = pathParameters;
  }

  @Override
  public @Nullable Caller callerOrNull() {
    return caller;
  }

  @Override
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("the route needs no caller");
    }
    return caller;
  }

  @Override
  public TenantId tenant() {
    TenantId tenant = caller().tenant();
    if (tenant == null) {
      throw Problem.forbidden("An operator key belongs to no tenant.").asException();
    }
    return tenant;
  }

  @Override
  public String method() {
    return request.prologue().method().text();
  }

  @Override
  public String rawPath() {
    return request.prologue().uriPath().rawPath();
  }

  @Override
  public Map<String, String> pathParameters() {
    return pathParameters;
  }

  @Override
  public Parameters query() {
    if (query == null) {
      query =
          Parameters.parse(
              request.prologue().hasQuery() ? request.prologue().query().rawValue() : "");
    }
    return query;
  }

  @Override
  public Optional<String> header(String name) {
    return header(request, name);
  }

  static Optional<String> header(ServerRequest request, String name) {
    return request
        .headers()
        .first(HeaderNames.create(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  @Override
  public String origin() {
    return (request.isSecure() ? "https://" : "http://") + request.authority();
  }

  @Override
  public Body body(long mostBytes) {
    return bodies.read(request, caller, mostBytes);
  }

  @Override
  public boolean clientLeft() {
    return false;
  }

  @Override
  public void responseHeader(String name, String value) {
    response.header(HeaderNames.create(name), value);
  }

  @Override
  public void json(int status, Consumer<JsonGenerator> content) {
    send(status, "application/json", Json.bytes(content));
  }

  @Override
  public void send(int status, String contentType, byte[] content) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, contentType);
    response.send(content);
  }

  @Override
  public void empty(int status) {
    response.status(Status.create(status));
    response.send();
  }

  @Override
  public void problem(Problem problem) {
    ProblemDocument.headers(problem).forEach(this::responseHeader);
    send(problem.status(), ProblemDocument.CONTENT_TYPE, ProblemDocument.bytes(problem, rawPath()));
  }

  @Override
  public OutputStream stream(int status, String contentType) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, contentType);
    return response.outputStream();
  }
}
