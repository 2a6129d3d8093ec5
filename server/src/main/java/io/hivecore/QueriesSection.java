package io.hivecore;

import io.hivecore.configuration.Setting;
import io.hivecore.telemetry.http.QuerySettings;
import java.time.Duration;

/** What questions may cost. */
public record QueriesSection(
    @Setting(
            description = "How long a query may take; then it gets 503.",
            defaultValue = "10s",
            min = "100ms",
            max = "1h")
        Duration timeout,
    @Setting(
            description =
                "How long an export may take, the time that its reader takes included; then it"
                    + " breaks off.",
            defaultValue = "15m",
            min = "1s",
            max = "1d")
        Duration exportTimeout,
    @Setting(
            description = "Queries and exports of one tenant at one time; more get 429.",
            defaultValue = "8",
            min = "1",
            max = "1000")
        int maxPerTenant,
    @Setting(description = "Exports among them.", defaultValue = "2", min = "1", max = "1000")
        int maxExportsPerTenant,
    @Setting(
            description =
                "Queries of all tenants that run at once; more wait for their turn. On a machine"
                    + " with many processors raise it together with telemetry.threads and"
                    + " telemetry.memory-limit.",
            defaultValue = "4",
            min = "1",
            max = "256")
        int threads,
    @Setting(
            description = "The most records of one page, and of the list of active executions.",
            defaultValue = "1000",
            min = "20",
            max = "10000")
        int maxPageSize,
    @Setting(
            description = "The most rows of one trend: periods times groups; more get 400.",
            defaultValue = "10000",
            min = "100",
            max = "1000000")
        int maxTrendRows,
    @Setting(
            description =
                "An execution that runs and was not heard of for so long is shown as stale.",
            defaultValue = "6h",
            min = "1s",
            max = "365d")
        Duration staleAfter) {
  /** As the routes take it. */
  QuerySettings queries() {
    return new QuerySettings(
        timeout,
        exportTimeout,
        maxPerTenant,
        maxExportsPerTenant,
        maxPageSize,
        maxTrendRows,
        QuerySettings.DEFAULT.maxGroups(),
        staleAfter);
  }
}
