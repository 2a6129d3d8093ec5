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
   * processes never make of most expressions: compiling all would cost a tenth of the start. A name
   * without the text that the expression begins with is not shown to it.
   */
  final class Regex implements MatchClause {
    private static final String SPECIAL = "\\^$.|?*+()[]{}";

    private final String expression;
    private final String prefix;
    private volatile @Nullable Pattern compiled;

    public Regex(String expression) {
      this.expression = expression;
      this.prefix = prefix(expression);
    }

    public String expression() {
      return expression;
    }

    @Override
    public boolean matches(String name) {
      return name.startsWith(prefix) && pattern().matcher(name).find();
    }

    private Pattern pattern() {
      Pattern pattern = compiled;
      if (pattern == null) {
        pattern = Pattern.compile(expression);
        compiled = pattern;
      }
      return pattern;
    }

    /** What every match begins with; empty when the expression does not tell simply. */
    static String prefix(String expression) {
      if (!expression.startsWith("^") || expression.indexOf('|') >= 0) {
        return "";
      }
      StringBuilder prefix = new StringBuilder();
      int at = 1;
      while (at < expression.length()) {
        char c = expression.charAt(at);
        boolean escaped = c == '\\' && at + 1 < expression.length();
        char literal = escaped ? expression.charAt(at + 1) : c;
        if (escaped ? Character.isLetterOrDigit(literal) : SPECIAL.indexOf(c) >= 0) {
          break;
        }
        prefix.append(literal);
        at += escaped ? 2 : 1;
      }
      if (at < expression.length() && "?*{".indexOf(expression.charAt(at)) >= 0) {
        prefix.setLength(Math.max(0, prefix.length() - 1));
      }
      return prefix.toString();
    }
  }
}
