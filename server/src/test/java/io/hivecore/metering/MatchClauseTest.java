package io.hivecore.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.metering.MatchClause.AllOf;
import io.hivecore.metering.MatchClause.AnyOf;
import io.hivecore.metering.MatchClause.Contains;
import io.hivecore.metering.MatchClause.EndsWith;
import io.hivecore.metering.MatchClause.Equals;
import io.hivecore.metering.MatchClause.Not;
import io.hivecore.metering.MatchClause.Regex;
import io.hivecore.metering.MatchClause.StartsWith;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchClauseTest {
  @Test
  void clausesMatchWhatTheySay() {
    assertThat(new Equals("GPT-4").matches("gpt-4")).isTrue();
    assertThat(new Equals("gpt-4").matches("gpt-4o")).isFalse();
    assertThat(new StartsWith("GPT-4").matches("gpt-4o")).isTrue();
    assertThat(new StartsWith("gpt-4").matches("a-gpt-4")).isFalse();
    assertThat(new EndsWith("-4O").matches("gpt-4o")).isTrue();
    assertThat(new EndsWith("-4").matches("gpt-4o")).isFalse();
    assertThat(new Contains("PT").matches("gpt-4o")).isTrue();
    assertThat(new Contains("claude").matches("gpt-4o")).isFalse();
    assertThat(new Regex("^gpt-\\d$").matches("gpt-4")).isTrue();
    assertThat(new Regex("^gpt-\\d$").matches("gpt-4o")).isFalse();
    assertThat(new Not(new Equals("a")).matches("b")).isTrue();
    assertThat(new Not(new Equals("a")).matches("a")).isFalse();
    List<MatchClause> both = List.of(new StartsWith("a"), new EndsWith("b"));
    assertThat(new AllOf(both).matches("ab")).isTrue();
    assertThat(new AllOf(both).matches("ac")).isFalse();
    assertThat(new AnyOf(both).matches("ac")).isTrue();
    assertThat(new AnyOf(both).matches("cc")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "^gpt-5\\.6-luna-\\d{4}$, gpt-5.6-luna-",
    "^o[134], o",
    "^https?://api, http",
    "^https*://api, http",
    "^https{2}://api, http",
    "^https+://api, https",
    "^x\\[fast=true\\]$, x[fast=true]",
    "^ab|cd, ''",
    "^(?:ab), ''",
    "ab, ''",
    "^, ''",
    "^\\dab, ''"
  })
  void anExpressionTellsItsBeginning(String expression, String prefix) {
    assertThat(Regex.prefix(expression)).isEqualTo(prefix);
  }

  @Property
  void theIndexFindsWhatAWalkWouldFind(
      @ForAll("models") List<CatalogueModel> models, @ForAll("names") String name) {
    Optional<CatalogueModel> walked =
        models.stream().filter(model -> model.match().matches(name)).findFirst();

    assertThat(new ModelIndex(models).find(name)).isEqualTo(walked);
  }

  @Provide
  Arbitrary<List<CatalogueModel>> models() {
    Arbitrary<MatchClause> simple =
        Arbitraries.oneOf(
            names().map(Equals::new),
            names().map(StartsWith::new),
            names().map(Contains::new),
            names().map(name -> new Not(new Contains(name))));
    Arbitrary<MatchClause> clause =
        Arbitraries.frequencyOf(
            Tuple.of(3, names().map(Equals::new)),
            Tuple.of(1, simple),
            Tuple.of(2, simple.list().ofMinSize(1).ofMaxSize(3).map(AnyOf::new)),
            Tuple.of(1, simple.list().ofMinSize(1).ofMaxSize(2).map(AllOf::new)));
    return clause.list().ofMaxSize(8).map(MatchClauseTest::numbered);
  }

  private static List<CatalogueModel> numbered(List<MatchClause> clauses) {
    Rate one = Rate.flat(BigDecimal.ONE);
    ModelPrice price = new ModelPrice(one, one, null, null, null, null, Set.of());
    PriceHistory history =
        new PriceHistory(List.of(new ListedPrice(new PriceCondition.Always(), price, "")));
    List<CatalogueModel> models = new ArrayList<>();
    for (MatchClause clause : clauses) {
      models.add(new CatalogueModel("model " + models.size(), clause, history));
    }
    return models;
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(3);
  }
}
