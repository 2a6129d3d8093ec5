package io.hivecore.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the page that lists all settings. */
final class SettingsReference {
  private static final String INTRODUCTION =
      """
      # Settings

      Every setting has a default, so none is needed to start. Each can be given in one YAML file, as an environment variable, and some
      as an option of the command; an option goes before the environment, the environment before the file, the file before the default.

      The file is the one named by `--config FILE` or `HIVECORE_CONFIG`, else `hivecore.yaml` in the working directory if there is one.
      Groups are nested or dotted:

      ```yaml
      version: 1
      server:
        port: 9000
      telemetry.retention-days: 30
      ```

      `version` is the format of the file; it may be left out. An unknown key or variable stops the start, as does a value that does not
      fit, and the message names it. An empty variable counts as not set. Durations have a unit (`500ms`, `30s`, `15m`, `6h`, `90d`), sizes
      too (`512B`, `64KiB`, `64MiB`, `1GiB`, `2TiB`), lists are separated by commas. Secrets are never printed.

      In Kubernetes, a service named `hivecore` puts variables such as `HIVECORE_PORT=tcp://…` into every pod: set
      `enableServiceLinks: false`.

      <!-- Written by SettingsReferenceTest from the records in the code; change it there. -->
      """;

  private final SettingsSchema schema;
  private final Map<String, String> otherVariables;

  SettingsReference(SettingsSchema schema, Map<String, String> otherVariables) {
    this.schema = schema;
    this.otherVariables = otherVariables;
  }

  String markdown() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    section(page, "General", "", schema.members());
    if (!otherVariables.isEmpty()) {
      page.append(
          "\n## Variables that are no settings\n\n| variable | what it does |\n|---|---|\n");
      otherVariables.forEach(
          (name, what) -> page.append(row(List.of("`" + name + "`", cell(what)))));
    }
    return page.toString();
  }

  private static void section(
      StringBuilder page, String title, String description, List<Member> members) {
    List<Member.Single> singles = new ArrayList<>();
    List<Member.Group> groups = new ArrayList<>();
    for (Member member : members) {
      switch (member) {
        case Member.Single single -> singles.add(single);
        case Member.Group group -> groups.add(group);
      }
    }
    if (!singles.isEmpty()) {
      page.append("\n## ").append(title).append("\n\n");
      if (!description.isEmpty()) {
        page.append(description).append("\n\n");
      }
      page.append("| key | environment | default | what it does |\n|---|---|---|---|\n");
      singles.forEach(single -> page.append(row(single)));
    }
    for (Member.Group group : groups) {
      section(page, "`" + group.key() + "`", group.description().description(), group.members());
    }
  }

  private static String row(Member.Single single) {
    String variables =
        single.variables().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    String standard =
        single.type().optional() ? "none" : "`" + cell(single.description().defaultValue()) + "`";
    String what =
        single.description().description()
            + " ("
            + single.type().summary()
            + (single.type().secret() ? "; secret" : "")
            + ")";
    return row(List.of("`" + single.key() + "`", variables, standard, cell(what)));
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
