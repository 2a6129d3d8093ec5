package io.hivecore.metering.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.QueryReader;
import io.hivecore.metering.CatalogueModel;
import io.hivecore.metering.CatalogueProvider;
import io.hivecore.metering.ListedPrice;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.TenantPrice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of prices: the tenant's own, then the catalogue's, filtered, ordered and paged. */
final class PriceList {
  private static final int PAGE_SIZE = 20;
  private static final int LARGEST_PAGE = 1_000;

  private final PriceCatalogue catalogue;

  PriceList(PriceCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Answers with one page. */
  void answer(Exchange exchange, List<TenantPrice> own) {
    QueryReader query = QueryReader.of(exchange);
    Optional<String> name = query.text("model_name").map(text -> text.toLowerCase(Locale.ROOT));
    Set<String> providers =
        query.list("provider").stream()
            .map(catalogue::canonicalProvider)
            .collect(Collectors.toSet());
    Optional<String> source =
        query.oneOf("source", new String[] {PriceRow.TENANT, catalogue.source()}, text -> text);
    Optional<Comparator<PriceRow>> order = order(query.list("ordering"));
    int size = query.positiveInt("page_size", LARGEST_PAGE).orElse(PAGE_SIZE);
    String page = query.text("page").orElse("1");
    query.check();

    List<PriceRow> rows = new ArrayList<>();
    if (!source.equals(Optional.of(catalogue.source()))) {
      own.reversed().stream()
          .filter(price -> contains(price.modelName(), name))
          .map(PriceRow::of)
          .forEach(rows::add);
    }
    if (!source.equals(Optional.of(PriceRow.TENANT))) {
      addListed(rows, name);
    }
    rows.removeIf(
        row ->
            !providers.isEmpty()
                && !providers.contains(catalogue.canonicalProvider(row.provider())));
    order.ifPresent(rows::sort);
    write(exchange, rows, page, size);
  }

  private void addListed(List<PriceRow> rows, Optional<String> name) {
    for (CatalogueProvider provider : catalogue.providers()) {
      for (CatalogueModel model : provider.models()) {
        if (contains(model.id(), name) || name.filter(model.match()::matches).isPresent()) {
          for (ListedPrice listed : model.history().prices()) {
            rows.add(PriceRow.of(catalogue.source(), provider, model, listed));
          }
        }
      }
    }
  }

  private static boolean contains(String modelName, Optional<String> part) {
    return part.isEmpty() || modelName.toLowerCase(Locale.ROOT).contains(part.get());
  }

  /** Names that are no field of the list are ignored, as in the original. */
  private static Optional<Comparator<PriceRow>> order(List<String> names) {
    Comparator<PriceRow> order = null;
    for (String name : names) {
      boolean descending = name.startsWith("-");
      Comparator<PriceRow> field = field(descending ? name.substring(1) : name);
      if (field != null) {
        Comparator<PriceRow> turned = descending ? field.reversed() : field;
        order = order == null ? turned : order.thenComparing(turned);
      }
    }
    return Optional.ofNullable(order);
  }

  private static @Nullable Comparator<PriceRow> field(String name) {
    return switch (name) {
      case "provider" -> Comparator.comparing(PriceRow::provider);
      case "model_name" -> Comparator.comparing(row -> row.modelName().toLowerCase(Locale.ROOT));
      case "source" -> Comparator.comparing(PriceRow::source);
      case "version" -> Comparator.comparing(PriceRow::version);
      case "effective_from" ->
          Comparator.comparing(
              PriceRow::effectiveFrom, Comparator.nullsFirst(Comparator.naturalOrder()));
      default -> null;
    };
  }

  private static void write(Exchange exchange, List<PriceRow> rows, String page, int size) {
    int pages = Math.max(1, (rows.size() + size - 1) / size);
    int number = number(page, pages);
    List<PriceRow> shown = rows.subList((number - 1) * size, Math.min(number * size, rows.size()));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("count", rows.size());
          json.writeStringProperty("next", number < pages ? url(exchange, number + 1) : null);
          json.writeStringProperty("previous", number > 1 ? url(exchange, number - 1) : null);
          json.writeName("results").writeStartArray();
          shown.forEach(row -> PriceWriter.write(json, row));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static int number(String page, int pages) {
    if (page.equals("last")) {
      return pages;
    }
    try {
      int number = Integer.parseInt(page);
      if (number >= 1 && number <= pages) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a page that is not there.
    }
    throw Problem.notFound("Invalid page.").asException();
  }

  private static String url(Exchange exchange, int page) {
    return exchange.origin()
        + PriceRoutes.PATH
        + '?'
        + exchange.query().encodedWith(Map.of("page", Integer.toString(page)));
  }
}
