package io.hivecore.metering;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says which names a model or a provider of the catalogue goes by. Names come in lower case. */
public sealed interface MatchClause {
  boolean matches(String lowerCaseName);

  record Equals(String text) implements MatchClause {
    public Equals {
      text = text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean matches(String name) {
      return name.equals(text);
    }
  }

  record StartsWith(String text) implements MatchClause {
    public StartsWith {
      text = text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean matches(String name) {
      return name.startsWith(text);
    }
  }

  record EndsWith(String text) implements MatchClause {
    public EndsWith {
      text = text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean matches(String name) {
      return name.endsWith(text);
    }
  }

  record Contains(String text) implements MatchClause {
    public Contains {
      text = text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean matches(String name) {
      return name.contains(text);
    }
  }

  record AnyOf(List<MatchClause> clauses) implements MatchClause {
    public AnyOf {
      clauses = List.copyOf(clauses);
    }

    @Override
    public boolean matches(String name) {
      for (MatchClause clause : clauses) {
        if (clause.matches(name)) {
          return true;
        }
      }
      return false;
    }
  }

  record AllOf(List<MatchClause> clauses) implements MatchClause {
    public AllOf {
      clauses = List.copyOf(clauses);
    }

    @Override
    public boolean matches(String name) {
      for (MatchClause clause : clauses) {
        if (!clause.matches(name)) {
          return false;
        }
      }
      return true;
    }
  }

  record Not(MatchClause clause) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return !clause.matches(name);
    }
  }

  /**
   * A part of the name matches an RE2 expression, in linear time. Compiled on first use, which most
   * processes never make of most expressions: compiling all would cost a tenth of the start.
   */
  final class Regex implements MatchClause {
    private final String expression;
    private volatile @Nullable Pattern compiled;

    public Regex(String expression) {
      this.expression = expression;
    }

    public String expression() {
      return expression;
    }

    @Override
    public boolean matches(String name) {
      return pattern().matcher(name).find();
    }

    private Pattern pattern() {
      Pattern pattern = compiled;
      if (pattern == null) {
        pattern = Pattern.compile(expression);
        compiled = pattern;
      }
      return pattern;
    }
  }
}
