package io.hivecore.metering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the first model of a list that matches a name. Immutable.
 *
 * <p>Implementation note: nearly all clauses are lists of whole names, so those are looked up, and
 * only models that match in other ways as well are asked one by one. Anybody may send names that
 * were never seen before, so a name that nobody has must be cheap too.
 */
final class ModelIndex {
  private final List<CatalogueModel> models;
  private final Map<String, Integer> firstByWholeName = new HashMap<>();
  private final int[] others;

  ModelIndex(List<CatalogueModel> models) {
    this.models = models;
    List<Integer> notWhole = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      if (!addWholeNames(models.get(i).match(), i)) {
        notWhole.add(i);
      }
    }
    this.others = notWhole.stream().mapToInt(Integer::intValue).toArray();
  }

  Optional<CatalogueModel> find(String lowerCaseName) {
    int first = firstByWholeName.getOrDefault(lowerCaseName, models.size());
    for (int other : others) {
      if (other >= first) {
        break;
      }
      if (models.get(other).match().matches(lowerCaseName)) {
        return Optional.of(models.get(other));
      }
    }
    return first == models.size() ? Optional.empty() : Optional.of(models.get(first));
  }

  /** Notes the whole names of a clause; tells whether that is all it matches. */
  private boolean addWholeNames(MatchClause clause, int model) {
    return switch (clause) {
      case MatchClause.Equals equals -> {
        firstByWholeName.putIfAbsent(equals.text(), model);
        yield true;
      }
      case MatchClause.AnyOf any -> {
        boolean all = true;
        for (MatchClause part : any.clauses()) {
          all &= addWholeNames(part, model);
        }
        yield all;
      }
      case MatchClause.StartsWith starts -> false;
      case MatchClause.EndsWith ends -> false;
      case MatchClause.Contains contains -> false;
      case MatchClause.AllOf all -> false;
      case MatchClause.Not not -> false;
      case MatchClause.Regex regex -> false;
    };
  }
}
