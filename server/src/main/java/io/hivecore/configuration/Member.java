package io.hivecore.configuration;

import java.util.List;

/** A component of a settings record. */
sealed interface Member {
  /** Dashed, with dots between groups; empty for the root. */
  String key();

  Setting description();

  /**
   * One setting.
   *
   * @param variables that set it; the one by rule first
   * @param standard the value that it has when no source says anything
   */
  record Single(
      String key, Setting description, ValueType type, List<String> variables, Object standard)
      implements Member {
    public Single {
      variables = List.copyOf(variables);
    }
  }

  /** Settings that belong together. */
  record Group(String key, Setting description, Class<?> type, List<Member> members)
      implements Member {
    public Group {
      members = List.copyOf(members);
    }
  }
}
