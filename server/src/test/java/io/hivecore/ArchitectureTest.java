package io.hivecore;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows between the rooms, as ARCHITECTURE.md draws them. */
class ArchitectureTest {
  /** What each room may call beside itself. Its {@code .http} package may call {@code http} too. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("tenancy", Set.of()),
          Map.entry("time", Set.of()),
          Map.entry("json", Set.of()),
          Map.entry("configuration", Set.of()),
          Map.entry("control", Set.of("tenancy")),
          Map.entry("http", Set.of("tenancy")),
          Map.entry("identity", Set.of("tenancy", "control")),
          Map.entry("telemetry", Set.of("tenancy", "time")),
          Map.entry("objects", Set.of("tenancy")),
          Map.entry("journal", Set.of("tenancy", "telemetry")),
          Map.entry("metering", Set.of("json", "tenancy", "telemetry", "identity", "control")),
          Map.entry("live", Set.of("tenancy", "telemetry", "journal")),
          Map.entry(
              "ingest",
              Set.of(
                  "json",
                  "tenancy",
                  "time",
                  "telemetry",
                  "journal",
                  "metering",
                  "live",
                  "control",
                  "objects")),
          Map.entry(
              "operations",
              Set.of(
                  "tenancy",
                  "time",
                  "telemetry",
                  "objects",
                  "journal",
                  "ingest",
                  "live",
                  "control")),
          Map.entry("demo", Set.of("tenancy", "identity", "control")),
          Map.entry("cli", Set.of("tenancy", "identity", "control", "configuration", "demo")));

  private static final Set<String> ADAPTERS =
      Set.of("jooq", "duckdb", "sqlite", "postgresql", "genaiprices");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.hivecore");

  static Set<String> rooms() {
    return ROOMS.keySet();
  }

  @Test
  void everyPackageBelongsToARoom() {
    Set<String> found =
        CLASSES.stream()
            .map(ArchitectureTest::room)
            .filter(room -> !room.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(ROOMS.keySet()).containsAll(found);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomCallsOnlyWhatItMay(String room) {
    classes()
        .that(describe("in room " + room, type -> room(type).equals(room)))
        .should()
        .onlyDependOnClassesThat(describe("it may call", target -> mayCall(room, target)))
        .orShould(new DependsOnHttpOnlyFromHttp(room))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("io.hivecore.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheCompositionRootNamesAdapters() {
    noClasses()
        .that(
            describe(
                "outside the root and adapters",
                type -> !room(type).isEmpty() && !isAdapter(type) && !room(type).equals("cli")))
        .should()
        .dependOnClassesThat(describe("are adapters", ArchitectureTest::isAdapter))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheEdgeKnowsItsServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hivecore.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.helidon..", "io.grpc..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyAdaptersAndTheControlStoreKnowDrivers() {
    noClasses()
        .that(describe("no adapters", type -> !isAdapter(type) && !room(type).equals("control")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "org.duckdb..",
            "org.sqlite..",
            "org.postgresql..",
            "com.zaxxer..",
            "org.jooq..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheIndexOfWordsKnowsItsLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hivecore.telemetry.words..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.lucene..")
        .check(CLASSES);
  }

  private static boolean mayCall(String room, JavaClass target) {
    JavaClass type = target.getBaseComponentType();
    if (!type.getPackageName().startsWith("io.hivecore")) {
      return true;
    }
    String called = room(type);
    return called.equals(room) || ROOMS.getOrDefault(room, Set.of()).contains(called);
  }

  private static boolean isAdapter(JavaClass type) {
    String name = type.getPackageName() + ".";
    return name.startsWith("io.hivecore.")
        && ADAPTERS.stream().anyMatch(adapter -> name.contains("." + adapter + "."));
  }

  /**
   * The first part of the package below the root; empty for the root itself and for others'
   * classes.
   */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith("io.hivecore.")) {
      return "";
    }
    String rest = name.substring("io.hivecore.".length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static final class DependsOnHttpOnlyFromHttp
      extends com.tngtech.archunit.lang.ArchCondition<JavaClass> {
    private final String room;

    DependsOnHttpOnlyFromHttp(String room) {
      super("be a route that calls the edge");
      this.room = room;
    }

    @Override
    public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
      boolean route = type.getPackageName().startsWith("io.hivecore." + room + ".http");
      boolean allowed =
          route
              && type.getDirectDependenciesFromSelf().stream()
                  .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                  .allMatch(target -> room(target).equals("http") || mayCall(room, target));
      events.add(
          new com.tngtech.archunit.lang.SimpleConditionEvent(
              type, allowed, type.getName() + (allowed ? " is" : " is not") + " such a route"));
    }
  }
}
