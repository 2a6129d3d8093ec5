package io.hivecore.configuration;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a settings record out of its sources. What stands on the command line goes before the
 * environment, this before the file, and this before the defaults. All that is wrong is reported at
 * once.
 *
 * <p>Settings are components of records, described by {@link Setting}: {@code String}, {@code
 * boolean}, {@code int}, {@code long}, {@code Path}, {@code Duration}, {@link ByteSize}, {@link
 * Secret}, enums, {@code Optional} and {@code List} of these, and records of them. A record may
 * check its components together in its constructor: the message of its IllegalArgumentException is
 * shown to the operator behind the record's key, and that of its InvalidSettingsException, which
 * names keys itself, as it is.
 *
 * @param <R> the root record
 */
public final class SettingsLoader<R extends Record> {
  private static final String MARK = "HIVECORE_";

  private final Class<R> type;
  private final SettingsSchema schema;
  private final Map<String, String> otherVariables;

  /**
   * @param otherVariables variables that begin like ours but are no settings, such as the
   *     launcher's own, each with what it does
   * @throws IllegalStateException when the record is not described as it should be
   */
  public SettingsLoader(Class<R> type, Map<String, String> otherVariables) {
    this.type = type;
    this.schema = new SettingsSchema(type);
    this.otherVariables = new TreeMap<>(otherVariables);
    for (String variable : otherVariables.keySet()) {
      if (!variable.startsWith(MARK)) {
        throw new IllegalArgumentException("needs no mention: " + variable);
      }
    }
  }

  /**
   * Reads all sources.
   *
   * @param file empty for none
   * @param environment all variables of the process; an empty one counts as not set
   * @throws InvalidSettingsException naming every unknown key and bad value
   */
  public R load(
      Optional<Path> file, Map<String, String> environment, List<CommandLineSetting> options) {
    List<String> problems = new ArrayList<>();
    Map<String, GivenValue> given = new HashMap<>();
    file.ifPresent(path -> given.putAll(fromFile(path, problems)));
    given.putAll(fromEnvironment(environment, problems));
    given.putAll(fromOptions(options));
    Map<String, Object> values = parse(given, problems);
    if (problems.isEmpty()) {
      Optional<Object> record = build(schema.root(), schema.members(), "", values, problems);
      if (record.isPresent()) {
        return type.cast(record.get());
      }
    }
    throw new InvalidSettingsException(problems);
  }

  /** All settings as a page of Markdown, in the order of the record's components. */
  public String reference() {
    return new SettingsReference(schema, otherVariables).markdown();
  }

  private Map<String, GivenValue> fromFile(Path file, List<String> problems) {
    Map<String, GivenValue> found = new LinkedHashMap<>();
    for (GivenValue value : SettingsFile.read(file, problems)) {
      Member.Group group = schema.groups().get(value.key());
      if (group != null && value.text() == null) {
        // A group whose lines are all commented out.
        continue;
      }
      if (group != null) {
        problems.add(value.origin() + " is a group of settings and has no value of its own");
      } else if (!schema.singles().containsKey(value.key())) {
        problems.add(
            value.origin()
                + " is no setting"
                + Nearest.to(value.key(), schema.singles().keySet())
                    .map(key -> "; did you mean " + key + "?")
                    .orElse("; docs/settings.md lists them all"));
      } else if (found.put(value.key(), value) != null) {
        problems.add(value.origin() + " stands there twice");
      }
    }
    return found;
  }

  private Map<String, GivenValue> fromEnvironment(
      Map<String, String> environment, List<String> problems) {
    Map<String, GivenValue> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      // Others' variables are none of ours, but for those that a setting names.
      boolean meant = name.startsWith(MARK) || schema.variables().containsKey(name);
      if (!meant || otherVariables.containsKey(name)) {
        continue;
      }
      Member.Single single = schema.variables().get(name);
      if (single == null) {
        problems.add("the environment variable " + name + " is no setting" + suggestion(name));
        continue;
      }
      if (variable.getValue().isEmpty()) {
        continue;
      }
      var value =
          new GivenValue(single.key(), "the environment variable " + name, variable.getValue());
      GivenValue twin = found.put(single.key(), value);
      if (twin != null && !variable.getValue().equals(twin.text())) {
        problems.add(twin.origin() + " contradicts " + name + ", which sets the same");
      }
    }
    return found;
  }

  private String suggestion(String variable) {
    var known = new TreeSet<>(schema.variables().keySet());
    known.addAll(otherVariables.keySet());
    List<String> names =
        known.stream()
            .filter(name -> name.startsWith(MARK))
            .map(name -> name.substring(MARK.length()))
            .toList();
    return Nearest.to(variable.substring(MARK.length()), names)
        .map(near -> "; did you mean " + MARK + near + "?")
        .orElse("; docs/settings.md lists them all");
  }

  private Map<String, GivenValue> fromOptions(List<CommandLineSetting> options) {
    Map<String, GivenValue> found = new LinkedHashMap<>();
    for (CommandLineSetting option : options) {
      if (!schema.singles().containsKey(option.key())) {
        throw new IllegalArgumentException("no such setting: " + option.key());
      }
      found.put(option.key(), new GivenValue(option.key(), option.option(), option.value()));
    }
    return found;
  }

  private Map<String, Object> parse(Map<String, GivenValue> given, List<String> problems) {
    Map<String, Object> values = new HashMap<>();
    for (Member.Single single : schema.singles().values()) {
      GivenValue value = given.get(single.key());
      if (value == null) {
        values.put(single.key(), single.standard());
      } else {
        parse(single, value, problems).ifPresent(parsed -> values.put(single.key(), parsed));
      }
    }
    return values;
  }

  private static Optional<Object> parse(
      Member.Single single, GivenValue value, List<String> problems) {
    String text = value.text();
    if (text == null || text.isBlank()) {
      problems.add(
          value.origin() + " has no value; expected " + single.type().expected() + ", or no line");
      return Optional.empty();
    }
    try {
      return Optional.of(single.type().parse().apply(text));
    } catch (IllegalArgumentException e) {
      String shown = single.type().secret() ? "its value" : "\"" + text + "\"";
      problems.add(value.origin() + ": " + shown + " is not " + single.type().expected());
      return Optional.empty();
    }
  }

  private static Optional<Object> build(
      Class<?> record,
      List<Member> members,
      String key,
      Map<String, Object> values,
      List<String> problems) {
    List<Object> arguments = new ArrayList<>();
    for (Member member : members) {
      switch (member) {
        case Member.Single single -> arguments.add(requireNonNull(values.get(single.key())));
        case Member.Group group ->
            build(group.type(), group.members(), group.key(), values, problems)
                .ifPresent(arguments::add);
      }
    }
    return problems.isEmpty() ? instantiate(record, arguments, key, problems) : Optional.empty();
  }

  private static Optional<Object> instantiate(
      Class<?> record, List<Object> arguments, String key, List<String> problems) {
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(arguments.toArray()));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        problems.add((key.isEmpty() ? "settings" : key) + ": " + wrong.getMessage());
        return Optional.empty();
      }
      if (e.getCause() instanceof InvalidSettingsException wrong) {
        problems.addAll(wrong.problems());
        return Optional.empty();
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
