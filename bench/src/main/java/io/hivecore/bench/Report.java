package io.hivecore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All figures of a run, as a table for people and as JSON for programs. */
final class Report {
  private final List<Figure> figures = new ArrayList<>();

  void add(List<Figure> more) {
    more.forEach(this::print);
    figures.addAll(more);
  }

  private void print(Figure figure) {
    System.out.printf(
        Locale.ROOT,
        "  %-66s %14s   %-12s %s%n",
        figure.what(),
        figure.valueText(),
        figure.target(),
        figure.target().isEmpty() ? "" : figure.met() ? "met" : "MISSED");
  }

  /** The table as Markdown. */
  String markdown() {
    StringBuilder table = new StringBuilder("| what | measured | target | |\n|---|---|---|---|\n");
    for (Figure figure : figures) {
      table.append(
          String.format(
              "| %s | %s | %s | %s |%n",
              figure.what(),
              figure.valueText(),
              figure.target(),
              figure.target().isEmpty() ? "" : figure.met() ? "met" : "**missed**"));
    }
    return table.toString();
  }

  String json() {
    StringBuilder json =
        new StringBuilder("{\"machine\":\"" + Machine.describe() + "\",\"figures\":[");
    for (int i = 0; i < figures.size(); i++) {
      Figure figure = figures.get(i);
      json.append(i == 0 ? "" : ",")
          .append(
              String.format(
                  Locale.ROOT,
                  "{\"what\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"target\":\"%s\",\"met\":%s}",
                  escape(figure.what()),
                  figure.value(),
                  escape(figure.unit()),
                  escape(figure.target()),
                  figure.met()));
    }
    return json.append("]}\n").toString();
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
