package io.hivecore.http;

import static java.util.Objects.requireNonNull;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An {@link Exchange} over Helidon's request and response. */
final class HelidonExchange implements Exchange {
  /** An unread body up to this size is read and thrown away, so that the connection lives on. */
  private static final long MOST_DRAINED_BYTES = 64 * 1024;

  private final RoutingRequest request;
  private final RoutingResponse response;
  private final ClientConnection connection;
  private final BodyReader bodies;
  private final String rawPath;
  private final String requestId;
  private final boolean head;
  private @Nullable Caller caller;
  private Admission.@Nullable Ticket ticket;
  private Map<String, String> pathParameters = Map.of();
  private @Nullable Parameters query;
  private @Nullable ProblemForm problemForm;
  private int status;
  private boolean bodyAsked;
  private boolean streaming;
  private boolean drains;
  private boolean closes;

  HelidonExchange(
      RoutingRequest request,
      RoutingResponse response,
      ClientConnection connection,
      BodyReader bodies) {
    this.request = request;
    this.response = response;
    this.connection = connection;
    this.bodies = bodies;
    this.rawPath = request.prologue().uriPath().rawPath();
    this.head = request.prologue().method().text().equals("HEAD");
    ServerRequestHeaders headers = request.headers();
    this.requestId =
        headers.contains(AnswerHeaders.REQUEST_ID)
            ? RequestIds.accept(headers.get(AnswerHeaders.REQUEST_ID).get())
            : RequestIds.next();
  }

  /** The request has found its route. */
  void route(Route route) {
    problemForm = route.problems();
  }

  /** The request has found its route, and its caller may call it. */
  void admit(
      @Nullable Caller admitted, Admission.Ticket taken, Map<String, String> pathParameters) {
    this.caller = admitted;
    this.ticket = taken;
    this.pathParameters = pathParameters;
  }

  ServerRequestHeaders headers() {
    return request.headers();
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
    return rawPath;
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public void whenClientLeaves(Runnable action) {
    connection.whenGone(action);
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
    return request
        .headers()
        .first(HeaderNames.create(name))
        .map(value -> HeaderText.of(name, value).strip())
        .filter(value -> !value.isEmpty());
  }

  @Override
  public String clientAddress() {
    return request.remotePeer().address() instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? socket.getAddress().getHostAddress()
        : "";
  }

  @Override
  public String origin() {
    // A proxy that ends TLS says so. Whoever else does is misled by nobody but itself.
    boolean secure =
        request.isSecure()
            || header("X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
    return (secure ? "https://" : "http://") + request.authority();
  }

  @Override
  public Body body(long mostBytes) {
    bodyAsked = true;
    return bodies.read(request, connection, requireNonNull(ticket), mostBytes);
  }

  @Override
  public void reserve(long bytes) {
    requireNonNull(ticket).add(bytes);
  }

  @Override
  public void countFor(TenantId tenant) {
    requireNonNull(ticket).becomeOf(tenant);
  }

  @Override
  public void responseHeader(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException(
            "the header " + name + " has a character that headers cannot have");
      }
    }
    response.header(HeaderNames.create(name), value);
  }

  @Override
  public void json(int status, Consumer<JsonGenerator> content) {
    send(status, "application/json", Json.bytes(content));
  }

  @Override
  public void longJson(int status, Consumer<JsonGenerator> content) throws IOException {
    begin(status);
    contentType("application/json");
    response.header(AnswerHeaders.VARY);
    boolean gzip = admitsGzip();
    if (gzip) {
      response.header(AnswerHeaders.GZIP);
    }
    streaming = true;
    OutputStream plain = new StreamedAnswer(response.outputStream());
    OutputStream out = gzip ? AnswerEncoding.gzip(plain) : plain;
    Json.write(out, content);
    // Not closed after a failure: the client would take a part for the whole.
    out.close();
  }

  private boolean admitsGzip() {
    return request.headers().contains(HeaderNames.ACCEPT_ENCODING)
        && AnswerEncoding.admitsGzip(request.headers().get(HeaderNames.ACCEPT_ENCODING).get());
  }

  @Override
  public void send(int status, String contentType, byte[] content) {
    begin(status);
    byte[] sent = content;
    if (content.length >= AnswerEncoding.LEAST_BYTES
        && AnswerEncoding.isCompressible(contentType)) {
      response.header(AnswerHeaders.VARY);
      if (admitsGzip()) {
        sent = AnswerEncoding.gzip(content);
        response.header(AnswerHeaders.GZIP);
      }
    }
    contentType(contentType);
    if (head) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, sent.length));
      response.send();
    } else {
      response.send(sent);
    }
  }

  @Override
  public void empty(int status) {
    begin(status);
    response.send();
  }

  @Override
  public void problem(Problem problem) {
    ProblemDocument.headers(problem).forEach(this::responseHeader);
    ProblemForm form = problemForm;
    if (form != null) {
      ProblemForm.Content content = form.of(problem, this);
      send(problem.status(), content.contentType(), content.bytes());
      return;
    }
    send(
        problem.status(),
        ProblemDocument.CONTENT_TYPE,
        ProblemDocument.bytes(problem, rawPath, requestId));
  }

  @Override
  public OutputStream stream(int status, String contentType) {
    requireNonNull(ticket).becomeStream();
    begin(status);
    contentType(contentType);
    if (head) {
      response.send();
      throw new Answered();
    }
    streaming = true;
    return new StreamedAnswer(response.outputStream());
  }

  private void contentType(String contentType) {
    if (contentType.equals("application/json")) {
      response.header(AnswerHeaders.JSON);
    } else {
      response.header(HeaderNames.CONTENT_TYPE, contentType);
    }
  }

  private void begin(int newStatus) {
    connection.beginAnswer();
    status = newStatus;
    response.status(Status.create(newStatus));
    AnswerHeaders.addTo(response.headers(), requestId);
    settleBody();
  }

  /** Decides what becomes of a body that nobody has read. */
  private void settleBody() {
    if (!request.content().hasEntity() || request.content().consumed()) {
      return;
    }
    boolean awaitsGoAhead =
        request.headers().contains(HeaderNames.EXPECT) && !request.continueSent();
    long declared = request.headers().contentLength().orElse(Long.MAX_VALUE);
    if (!bodyAsked && !awaitsGoAhead && declared <= MOST_DRAINED_BYTES) {
      drains = true;
    } else {
      response.header(HeaderValues.CONNECTION_CLOSE);
      connection.lingerBeforeClose();
      closes = true;
    }
  }

  /** Whether an answer was begun, so that no other can be given. */
  boolean isBegun() {
    return status != 0;
  }

  int status() {
    return status;
  }

  /**
   * Sends what remains of the answer and makes the connection ready for the next request.
   *
   * @throws Closing when there will be none
   */
  void finish() {
    if (streaming) {
      response.commit();
    }
    if (closes || response.headers().contains(HeaderNames.CONNECTION)) {
      // The only thing that is ever said about the connection: the client wants it closed.
      throw new Closing("answered");
    }
    if (drains) {
      connection.beginBody(IncomingBody.unwanted(request.headers().contentLength().orElse(0)));
      request.content().consume();
      connection.endBody();
    }
  }
}
