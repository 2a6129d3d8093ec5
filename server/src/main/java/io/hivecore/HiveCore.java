package io.hivecore;

import static java.util.Objects.requireNonNullElse;

import io.hivecore.cli.ControlStores;
import io.hivecore.control.ChangeWatch;
import io.hivecore.control.ControlPlace;
import io.hivecore.control.ControlStore;
import io.hivecore.control.ControlStoreException;
import io.hivecore.http.Cursors;
import io.hivecore.http.Gate;
import io.hivecore.http.HttpServer;
import io.hivecore.http.Routes;
import io.hivecore.http.openapi.SchemaRoutes;
import io.hivecore.identity.ApiKeyText;
import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.FirstKey;
import io.hivecore.identity.FirstStart;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.TenantStatus;
import io.hivecore.identity.Tenants;
import io.hivecore.identity.http.AccountRoutes;
import io.hivecore.identity.http.LoginRoutes;
import io.hivecore.identity.http.TokenRoutes;
import io.hivecore.identity.http.UserRoutes;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqSessionStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import io.hivecore.identity.jooq.JooqUserStore;
import io.hivecore.identity.login.AccessTokens;
import io.hivecore.identity.login.LoginLimits;
import io.hivecore.identity.login.Logins;
import io.hivecore.identity.login.SessionStore;
import io.hivecore.identity.login.SignedIn;
import io.hivecore.identity.users.Passwords;
import io.hivecore.identity.users.UserStore;
import io.hivecore.identity.users.Users;
import io.hivecore.ingest.Applier;
import io.hivecore.ingest.ApplierSettings;
import io.hivecore.ingest.Batches;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.IngestRefusedException;
import io.hivecore.ingest.LargeTexts;
import io.hivecore.ingest.Media;
import io.hivecore.ingest.MediaReferences;
import io.hivecore.ingest.Preparation;
import io.hivecore.ingest.RecordMasking;
import io.hivecore.ingest.http.BatchStatusRoutes;
import io.hivecore.ingest.http.IngestRoutes;
import io.hivecore.ingest.http.LangfuseMediaRoutes;
import io.hivecore.ingest.http.LangfuseRoutes;
import io.hivecore.ingest.http.MediaGrants;
import io.hivecore.ingest.http.OpenAiRoutes;
import io.hivecore.ingest.http.OtlpRoutes;
import io.hivecore.ingest.http.ScoreRoutes;
import io.hivecore.ingest.http.StudioRoutes;
import io.hivecore.ingest.http.masking.MaskingRoutes;
import io.hivecore.ingest.masking.MaskingRules;
import io.hivecore.ingest.masking.jooq.JooqMaskingRuleStore;
import io.hivecore.ingest.otlp.OtlpIntake;
import io.hivecore.journal.FileJournal;
import io.hivecore.journal.JournalDamagedException;
import io.hivecore.journal.JournalFiles;
import io.hivecore.journal.JournalVersionException;
import io.hivecore.live.LiveHub;
import io.hivecore.live.http.ServerSentEvents;
import io.hivecore.live.http.StreamRoutes;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.Pricing;
import io.hivecore.metering.TenantPrices;
import io.hivecore.metering.genaiprices.BundledCatalogue;
import io.hivecore.metering.http.PriceRoutes;
import io.hivecore.metering.jooq.JooqTenantPriceStore;
import io.hivecore.objects.ObjectStore;
import io.hivecore.objects.file.FileObjectStore;
import io.hivecore.objects.http.ObjectRoutes;
import io.hivecore.operations.CountingTelemetryStore;
import io.hivecore.operations.DepartedTenants;
import io.hivecore.operations.Health;
import io.hivecore.operations.Retention;
import io.hivecore.operations.ServerFigures;
import io.hivecore.operations.UsageCounters;
import io.hivecore.operations.http.HealthRoutes;
import io.hivecore.operations.http.MetricsRoutes;
import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.duckdb.DuckDbTelemetryStore;
import io.hivecore.telemetry.http.QueryRoutes;
import io.hivecore.tenancy.TenantId;
import io.hivecore.time.WatchedClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: its parts, started in order, stopped in reverse. */
public final class HiveCore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HiveCore.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Routes routes = new Routes();
  private final FirstKey firstKey;
  private final Users users;
  private final Retention retention;
  private final HttpServer http;
  private final OtlpDoors otlp;

  private HiveCore(Settings settings, WatchedClock clock) {
    try {
      DataFolder data = opened(DataFolder.open(settings.dataDir()));
      ControlStore control = opened(ControlStores.open(settings.controlPlace()));
      Tenants tenants = new Tenants(new JooqTenantStore(control), clock);
      ApiKeys keys = opened(new ApiKeys(new JooqApiKeyStore(control), clock));
      keys.start();
      UserStore userStore = new JooqUserStore(control);
      SessionStore sessions = new JooqSessionStore(control);
      AccessTokens tokens = settings.login().tokens(data);
      SignedIn signedIn = opened(new SignedIn(userStore, sessions, tokens, clock));
      signedIn.start();
      Passwords passwords = opened(new Passwords());
      users = new Users(userStore, passwords, signedIn::reload, clock);
      Logins logins =
          new Logins(
              userStore,
              sessions,
              passwords,
              new LoginLimits(settings.login().limits(), clock),
              tokens,
              signedIn,
              clock);
      firstKey =
          new FirstStart(tenants, keys)
              .prepare(settings.bootstrapApiKey().map(secret -> secret.reveal()));

      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      ServerFigures figures = new ServerFigures(meters);
      figures.process();

      PriceCatalogue catalogue = BundledCatalogue.load();
      TenantPrices tenantPrices =
          new TenantPrices(new JooqTenantPriceStore(control), catalogue, clock);
      Pricing pricing = new Pricing(catalogue, tenantPrices);
      TelemetryStore store =
          opened(
              new CountingTelemetryStore(
                  DuckDbTelemetryStore.open(
                      settings.storeSettings(data.telemetry()), pricing::price),
                  new UsageCounters(meters)));
      FileJournal journal =
          opened(
              FileJournal.open(
                  settings.journalSettings(data.journal()),
                  JournalFiles.onDisk(),
                  new StoredRecords(store),
                  clock));
      requireFit(
          new JournalFit(
              data.journal(),
              journal.durableSequence(),
              data.telemetry(),
              store.appliedSequence()));
      figures.journal(journal);
      Applier applier =
          opened(
              Applier.start(
                  journal,
                  store,
                  clock,
                  ApplierSettings.defaults(
                      data.deadLetters(), settings.journal().maxSize().bytes() / 4)));
      figures.store(store, applier::status);
      LiveHub live =
          opened(
              LiveHub.start(
                  journal,
                  data.secret("stream-positions", "AES", 16),
                  settings.stream().live(),
                  clock,
                  new ServerSentEvents()));
      figures.live(live);
      AppliedRemoval removal = new AppliedRemoval(journal, applier, store);
      ObjectStore objects = FileObjectStore.open(data.objects(), clock);
      retention =
          opened(
              new Retention(
                  store,
                  objects,
                  () -> retention(tenants, settings.telemetry().retentionDays()),
                  clock));
      retention.start();
      opened(
              new DepartedTenants(
                  tenants::departed,
                  tenant ->
                      removal.afterAll(
                          () -> {
                            store.deleteTenant(tenant);
                            objects.deleteTenant(tenant);
                            return true;
                          }),
                  tenants::forget,
                  clock))
          .start();

      MaskingRules maskingRules = new MaskingRules(new JooqMaskingRuleStore(control), clock);
      if (settings.controlPlace() instanceof ControlPlace.Postgresql) {
        // A file is this server's own: the commands beside it change neither prices nor rules.
        opened(new ChangeWatch(control, List.of(tenantPrices::readAnew, maskingRules::readAnew)))
            .start();
      }
      Ingest ingest =
          new Ingest(
              journal,
              refusing(pricing::price),
              refusing(new RecordMasking(maskingRules))
                  .then(new MediaReferences())
                  .then(new LargeTexts(objects, settings.ingest().inlineText().bytes())),
              clock,
              settings.ingestSettings());
      Batches batches =
          new Batches(
              data.secret("ingest-batches", "AES", 16),
              journal::durableSequence,
              () -> applier.status().appliedSequence());
      IngestRoutes.register(routes, ingest, batches);
      BatchStatusRoutes.register(routes, batches);
      OtlpIntake otlpIntake = new OtlpIntake(ingest, batches);
      OtlpRoutes.register(routes, ingest, otlpIntake, settings.otlp().maxBodySize().bytes());
      LangfuseRoutes.register(
          routes, ingest, batches, tenant -> tenants.find(tenant).map(Tenant::name).orElse(""));
      Cursors cursors = new Cursors(data.secret("cursors", "HmacSHA256", 32));
      LangfuseMediaRoutes.register(
          routes,
          ingest,
          new Media(objects),
          new MediaGrants(cursors, clock),
          tenant ->
              tenants.find(tenant).filter(it -> it.status() == TenantStatus.ACTIVE).isPresent());
      ScoreRoutes.register(routes, ingest, batches);
      OpenAiRoutes.register(routes, ingest, batches);
      StudioRoutes.register(routes, ingest);
      new QueryRoutes(
              store.queries(),
              store.traces(),
              store.metrics(),
              cursors,
              Identities::executionRecordId,
              removal,
              settings.queries().queries(),
              clock)
          .register(routes);
      new PriceRoutes(catalogue, tenantPrices, pricing, clock).register(routes);
      new MaskingRoutes(maskingRules).register(routes);
      new ObjectRoutes(objects).register(routes);
      StreamRoutes.register(
          routes,
          live,
          caller -> caller.login() == null ? keys.stillValid(caller) : signedIn.stillValid(caller));
      TokenRoutes.register(routes, logins);
      LoginRoutes.register(routes, logins, signedIn);
      AccountRoutes.register(routes, users, logins);
      UserRoutes.register(routes, users);
      MetricsRoutes.register(routes, meters.getPrometheusRegistry());
      SchemaRoutes.register(routes);
      HealthRoutes.register(routes, Health.of(journal::status, applier::status));
      Gate gate =
          new Gate(
              credential ->
                  ApiKeyText.claims(credential)
                      ? keys.authenticate(credential)
                      : signedIn.authenticate(credential),
              settings.httpSettings().bounds());
      http = opened(HttpServer.start(settings.httpSettings(), routes, gate));
      otlp = opened(OtlpDoors.start(settings, ingest, otlpIntake, gate));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a server; it is ready when this returns.
   *
   * @throws StartException when it cannot start, with what to do
   */
  public static HiveCore start(Settings settings, InstantSource clock) {
    return start(settings, new WatchedClock(clock));
  }

  static HiveCore start(Settings settings, WatchedClock clock) {
    Listener.requireFree(settings.server().host(), settings.server().port(), "--port");
    OtlpDoors.requireFree(settings);
    try {
      return new HiveCore(settings, clock);
    } catch (ControlStoreException
        | JournalDamagedException
        | JournalVersionException
        | TelemetryStoreException e) {
      throw new StartException(
          "HiveCore cannot start on "
              + settings.dataDir().toAbsolutePath().normalize()
              + ": "
              + StartException.reason(e)
              + " Look at it with ./hivecore doctor.",
          e);
    }
  }

  /** What the start found or made: the first tenant and its key. */
  public FirstKey firstKey() {
    return firstKey;
  }

  /** Whether anybody can log in to any tenant. */
  public boolean hasUsers() {
    return users.any();
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  /** Where OTLP is taken over HTTP beside that port; empty when nowhere. */
  public OptionalInt otlpHttpPort() {
    return otlp.httpPort();
  }

  /** Where OTLP is taken over gRPC; empty when nowhere. */
  public OptionalInt otlpGrpcPort() {
    return otlp.grpcPort();
  }

  /** Every way to call it over HTTP. */
  public Routes routes() {
    return routes;
  }

  /** Removes telemetry that is too old now, which otherwise happens every hour. */
  void removeOldTelemetry() {
    retention.removeNow();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }

  private static void requireFit(JournalFit fit) {
    fit.misfit()
        .ifPresent(
            misfit -> {
              throw new StartException("HiveCore cannot start: " + misfit);
            });
    fit.loss().ifPresent(LOG::error);
  }

  private <P extends AutoCloseable> P opened(P part) {
    parts.push(part);
    return part;
  }

  /** Prices that cannot be read, at a tenant's first record, are no fault of the record. */
  private static CostRule refusing(CostRule costs) {
    return (tenant, provider, model, tokens, hourCacheWrites, at, reported) -> {
      try {
        return costs.cost(tenant, provider, model, tokens, hourCacheWrites, at, reported);
      } catch (ControlStoreException e) {
        LOG.error("The tenant's prices cannot be read; the request was refused.", e);
        throw new IngestRefusedException(
            IngestRefusedException.Reason.UNAVAILABLE,
            "The tenant's prices cannot be read just now.",
            Duration.ofSeconds(1),
            e);
      }
    };
  }

  /** Rules that cannot be read must not let texts pass as they are. */
  private static Preparation refusing(RecordMasking masking) {
    return (tenant, record) -> {
      try {
        return masking.prepared(tenant, record);
      } catch (ControlStoreException e) {
        LOG.error("The tenant's masking rules cannot be read; the request was refused.", e);
        throw new IngestRefusedException(
            IngestRefusedException.Reason.UNAVAILABLE,
            "The tenant's masking rules cannot be read just now.",
            Duration.ofSeconds(1),
            e);
      }
    };
  }

  /** How long each tenant's telemetry is kept: by its own days, else by the setting's. */
  static Map<TenantId, Duration> retention(Tenants tenants, int standardDays) {
    return tenants.list().stream()
        .collect(
            Collectors.toMap(
                Tenant::id,
                tenant ->
                    Duration.ofDays(requireNonNullElse(tenant.retentionDays(), standardDays))));
  }
}
