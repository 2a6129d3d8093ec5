package io.hivecore.configuration;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a record has room for. Mistakes in the record itself (no annotation, a default
 * that does not fit) are the programmer's and end in an IllegalStateException.
 */
final class SettingsSchema {
  private static final String MARK = "HIVECORE_";

  private final Class<?> root;
  private final List<Member> members;
  private final Map<String, Member.Single> singles = new LinkedHashMap<>();
  private final Map<String, Member.Group> groups = new LinkedHashMap<>();
  private final Map<String, Member.Single> variables = new HashMap<>();

  SettingsSchema(Class<? extends Record> root) {
    this.root = root;
    this.members = members(root, "");
    for (Member.Single single : singles.values()) {
      for (String variable : single.variables()) {
        if (variables.put(variable, single) != null) {
          throw new IllegalStateException("two settings have the variable " + variable);
        }
      }
    }
  }

  Class<?> root() {
    return root;
  }

  /** In the order of the record's components. */
  List<Member> members() {
    return members;
  }

  /** By key, in the order of the record's components. */
  Map<String, Member.Single> singles() {
    return singles;
  }

  Map<String, Member.Group> groups() {
    return groups;
  }

  /** By environment variable. */
  Map<String, Member.Single> variables() {
    return variables;
  }

  private List<Member> members(Class<?> type, String prefix) {
    List<Member> found = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      found.add(member(component, prefix + dashed(component.getName())));
    }
    return List.copyOf(found);
  }

  private Member member(RecordComponent component, String key) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException("the setting " + key + " is not described");
    }
    // Sizes are records as well, but single values.
    if (component.getType().isRecord() && component.getType() != ByteSize.class) {
      var group =
          new Member.Group(
              key, setting, component.getType(), members(component.getType(), key + "."));
      groups.put(key, group);
      return group;
    }
    Member.Single single = single(component, key, setting);
    singles.put(key, single);
    return single;
  }

  private static Member.Single single(RecordComponent component, String key, Setting setting) {
    ValueType type = ValueType.of(component.getGenericType(), setting);
    List<String> variables = new ArrayList<>();
    variables.add(variable(key));
    if (!setting.variable().isEmpty()) {
      variables.add(setting.variable());
    }
    if (type.optional() != setting.defaultValue().isEmpty()) {
      throw new IllegalStateException(
          "the setting " + key + " must have a default, or be optional and have none");
    }
    return new Member.Single(key, setting, type, variables, standard(key, setting, type));
  }

  private static Object standard(String key, Setting setting, ValueType type) {
    if (type.optional()) {
      return Optional.empty();
    }
    try {
      return type.parse().apply(setting.defaultValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the default of " + key + " is not " + type.expected(), e);
    }
  }

  /** {@code segmentSize} is {@code segment-size}. */
  private static String dashed(String name) {
    StringBuilder dashed = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        dashed.append('-');
      }
      dashed.append(Character.toLowerCase(c));
    }
    return dashed.toString();
  }

  private static String variable(String key) {
    return MARK + key.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
