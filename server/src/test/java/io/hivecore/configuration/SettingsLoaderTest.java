package io.hivecore.configuration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  enum Level {
    QUIET,
    VERY_LOUD
  }

  record Log(
      @Setting(description = "Where the segments are.", defaultValue = "journal") Path folder,
      @Setting(description = "Most bytes.", defaultValue = "1GiB") ByteSize segmentSize,
      @Setting(description = "How long.", defaultValue = "15m") Duration window,
      @Setting(description = "Loudness.", defaultValue = "quiet") Level level,
      @Setting(description = "Whether.", defaultValue = "true") boolean forced) {}

  record Inner(
      @Setting(description = "Deep.", defaultValue = "7", min = "1", max = "9") int depth,
      @Setting(description = "Any.", defaultValue = "-5") long number) {}

  record Outer(
      @Setting(description = "A name.", defaultValue = "x") String name,
      @Setting(description = "Within.") Inner inner) {
    Outer {
      if (name.equals("odd") && inner.depth() % 2 == 0) {
        throw new IllegalArgumentException("an odd name needs an odd depth, not " + inner.depth());
      }
    }
  }

  record Pair(
      @Setting(description = "A.", defaultValue = "1") int least,
      @Setting(description = "B.", defaultValue = "2") int most) {
    Pair {
      if (least > most) {
        throw new InvalidSettingsException(List.of("least exceeds most", "and more"));
      }
    }
  }

  record Root(
      @Setting(description = "Name.", defaultValue = "hive", variable = "HIVECORE_CALLED")
          String name,
      @Setting(description = "Password.") Optional<Secret> password,
      @Setting(description = "Hosts.", defaultValue = "a, b") List<String> hosts,
      @Setting(description = "Ports.", defaultValue = "1,2") List<String> ports,
      @Setting(description = "The log.") Log log,
      @Setting(description = "Nested.") Outer outer) {}

  private static final SettingsLoader<Root> LOADER =
      new SettingsLoader<>(Root.class, Map.of("HIVECORE_HEAP", "Heap."));
  private static final Root DEFAULTS =
      new Root(
          "hive",
          Optional.empty(),
          List.of("a", "b"),
          List.of("1", "2"),
          new Log(
              Path.of("journal"),
              new ByteSize(1L << 30),
              Duration.ofMinutes(15),
              Level.QUIET,
              true),
          new Outer("x", new Inner(7, -5)));

  @TempDir Path folder;

  @Test
  void withoutAnySourceEverythingHasItsDefault() {
    assertThat(LOADER.load(Optional.empty(), Map.of("PATH", "/bin"), List.of()))
        .isEqualTo(DEFAULTS);
  }

  @Test
  void theFileMayNestOrDotAndHoldsAllTypes() throws IOException {
    Path file =
        file(
            """
            version: 1
            name: "8000"
            password: hunter2
            hosts: [one, two]
            log:
              folder: /var/lib/x
              segment-size: 64MiB
              window: 90d
              level: very-loud
              forced: false
            outer.inner.depth: 9
            outer:
              name: "007"
              inner: {number: 9223372036854775807}
            """);
    assertThat(LOADER.load(Optional.of(file), Map.of(), List.of()))
        .isEqualTo(
            new Root(
                "8000",
                Optional.of(new Secret("hunter2")),
                List.of("one", "two"),
                List.of("1", "2"),
                new Log(
                    Path.of("/var/lib/x"),
                    new ByteSize(64L << 20),
                    Duration.ofDays(90),
                    Level.VERY_LOUD,
                    false),
                new Outer("007", new Inner(9, Long.MAX_VALUE))));
  }

  @Test
  void anEmptyFileOrGroupChangesNothing() throws IOException {
    for (String text :
        List.of("", "# nothing yet\n", "---\n", "log:\n# all out\n", "outer: {}\n")) {
      assertThat(LOADER.load(Optional.of(file(text)), Map.of(), List.of()))
          .as(text)
          .isEqualTo(DEFAULTS);
    }
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentAndThisBeforeTheFile() throws IOException {
    Path file = file("log: {window: 1s, segment-size: 1KiB, folder: file}");
    Map<String, String> environment =
        Map.of("HIVECORE_LOG_WINDOW", "2s", "HIVECORE_LOG_SEGMENT_SIZE", "2KiB");
    var option = new CommandLineSetting("--window", "log.window", "3s");
    assertThat(LOADER.load(Optional.of(file), environment, List.of(option)).log())
        .isEqualTo(
            new Log(Path.of("file"), new ByteSize(2048), Duration.ofSeconds(3), Level.QUIET, true));
  }

  @Test
  void aSettingMayHaveAVariableOfItsOwnBesideTheOneByRule() {
    assertThat(load(Map.of("HIVECORE_CALLED", "a")).name()).isEqualTo("a");
    assertThat(load(Map.of("HIVECORE_NAME", "b")).name()).isEqualTo("b");
    assertThat(load(Map.of("HIVECORE_NAME", "c", "HIVECORE_CALLED", "c")).name()).isEqualTo("c");
    assertThat(problems(Map.of("HIVECORE_NAME", "b", "HIVECORE_CALLED", "c")))
        .containsExactly(
            "the environment variable HIVECORE_CALLED contradicts HIVECORE_NAME, which sets the"
                + " same");
  }

  @Test
  void anEmptyVariableAndOnesThatAreNoSettingsAreLeftAlone() {
    assertThat(load(Map.of("HIVECORE_NAME", "", "HIVECORE_HEAP", "1g", "HIVE", "x")))
        .isEqualTo(DEFAULTS);
  }

  @Test
  void unknownKeysAreNamedWithTheirPlaceAndTheNearestOne() throws IOException {
    Path file =
        file(
            """
            nmae: x
            log:
              segmentsize: 1KiB
            completely-different-thing: secret
            log.window.days: 3
            outer: 4
            """);
    Map<String, String> environment =
        Map.of("HIVECORE_LOG_FODLER", "x", "HIVECORE_HAEP", "1g", "HIVECORE_Q", "z");
    assertThat(problems(Optional.of(file), environment))
        .containsExactly(
            file + " line 1: nmae is no setting; did you mean name?",
            file + " line 3: log.segmentsize is no setting; did you mean log.segment-size?",
            file
                + " line 4: completely-different-thing is no setting; docs/settings.md lists them"
                + " all",
            file + " line 5: log.window.days is no setting; did you mean log.window?",
            file + " line 6: outer is a group of settings and has no value of its own",
            "the environment variable HIVECORE_HAEP is no setting; did you mean HIVECORE_HEAP?",
            "the environment variable HIVECORE_LOG_FODLER is no setting; did you mean"
                + " HIVECORE_LOG_FOLDER?",
            "the environment variable HIVECORE_Q is no setting; docs/settings.md lists them all");
  }

  @Test
  void badValuesAreNamedWithWhatWasExpected() throws IOException {
    Path file =
        file(
            """
            name:
            log:
              segment-size: 64MB
              window: 30
              level: LOUD
              forced: yes
            outer.inner.depth: 10
            outer.inner.number: 9223372036854775808
            """);
    assertThat(problems(Optional.of(file), Map.of("HIVECORE_LOG_FOLDER", "a\0b")))
        .containsExactly(
            file + " line 1: name has no value; expected a text, or no line",
            "the environment variable HIVECORE_LOG_FOLDER: \"a\0b\" is not a path",
            file
                + " line 3: log.segment-size: \"64MB\" is not a size, a whole number with one of"
                + " the units B, KiB, MiB, GiB, TiB, such as 64MiB",
            file
                + " line 4: log.window: \"30\" is not a duration, a whole number with one of the"
                + " units ms, s, m, h, d, such as 30s",
            file + " line 5: log.level: \"LOUD\" is not one of quiet, very-loud",
            file + " line 6: log.forced: \"yes\" is not true or false",
            file + " line 7: outer.inner.depth: \"10\" is not a whole number from 1 to 9",
            file + " line 8: outer.inner.number: \"9223372036854775808\" is not a whole number");
  }

  @Test
  void aBadValueOnTheCommandLineNamesTheOption() {
    InvalidSettingsException failure =
        failure(
            () ->
                LOADER.load(
                    Optional.empty(),
                    Map.of(),
                    List.of(new CommandLineSetting("--depth", "outer.inner.depth", "0"))));
    assertThat(failure).hasMessage("--depth: \"0\" is not a whole number from 1 to 9");
  }

  @Test
  void aRecordMayCheckItsComponentsTogether() {
    assertThat(problems(Map.of("HIVECORE_OUTER_NAME", "odd", "HIVECORE_OUTER_INNER_DEPTH", "4")))
        .containsExactly("outer: an odd name needs an odd depth, not 4");
  }

  @Test
  void aRecordMayNameTheKeysItself() {
    var loader = new SettingsLoader<>(Pair.class, Map.of());
    assertThat(
            failure(() -> loader.load(Optional.empty(), Map.of("HIVECORE_LEAST", "3"), List.of()))
                .problems())
        .containsExactly("least exceeds most", "and more");
  }

  @Test
  void quantitiesHaveBoundsAsTheyAreWritten() {
    record Bounded(
        @Setting(description = "A.", defaultValue = "30s", min = "1s", max = "1h") Duration time,
        @Setting(description = "B.", min = "64KiB") Optional<ByteSize> size,
        @Setting(description = "C.", max = "16") Optional<Integer> threads) {}
    var loader = new SettingsLoader<>(Bounded.class, Map.of());
    assertThat(
            loader.load(
                Optional.empty(),
                Map.of(
                    "HIVECORE_TIME", "60m",
                    "HIVECORE_SIZE", "65536B",
                    "HIVECORE_THREADS", "-1"),
                List.of()))
        .isEqualTo(
            new Bounded(Duration.ofHours(1), Optional.of(new ByteSize(65_536)), Optional.of(-1)));
    Map<String, String> beyond =
        Map.of("HIVECORE_TIME", "999ms", "HIVECORE_SIZE", "63KiB", "HIVECORE_THREADS", "17");
    assertThat(failure(() -> loader.load(Optional.empty(), beyond, List.of())).problems())
        .containsExactly(
            "the environment variable HIVECORE_TIME: \"999ms\" is not a duration from 1s to 1h, a"
                + " whole number with one of the units ms, s, m, h, d, such as 30s",
            "the environment variable HIVECORE_SIZE: \"63KiB\" is not a size of at least 64KiB, a"
                + " whole number with one of the units B, KiB, MiB, GiB, TiB, such as 64MiB",
            "the environment variable HIVECORE_THREADS: \"17\" is not a whole number of at most 16");
    record Outside(@Setting(description = "A.", defaultValue = "0s", min = "1s") Duration time) {}
    assertThatThrownBy(() -> new SettingsLoader<>(Outside.class, Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the default of time is not a duration of at least 1s");
  }

  @Test
  void secretsAreNeverShown() throws IOException {
    Root root = load(Map.of("HIVECORE_PASSWORD", "hunter2"));
    assertThat(root.password().orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(root.toString()).contains("password=Optional[***]").doesNotContain("hunter2");
    Path broken = file("password: hunter2\n  name: [hunter3\n");
    assertThat(problems(Optional.of(broken), Map.of()).toString())
        .contains(broken + " line 2: not YAML as it should be")
        .doesNotContain("hunter");
    Path nested = file("password: {inner: hunter2}");
    assertThat(problems(Optional.of(nested), Map.of()))
        .containsExactly(nested + " line 1: password.inner is no setting; did you mean password?");
  }

  @Test
  void whatIsNoSettingsFileIsRefused() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThat(problems(Optional.of(missing), Map.of()))
        .containsExactly("the settings file " + missing + " does not exist");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "name: ä".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problems(Optional.of(latin), Map.of()))
        .containsExactly("the settings file " + latin + " is not UTF-8 text");
    assertThat(problems(Optional.of(file("- a\n- b\n")), Map.of()))
        .containsExactly(path() + " line 1: expected keys, each with a value");
    assertThat(problems(Optional.of(file("just a text")), Map.of()))
        .containsExactly(path() + " line 1: expected keys, each with a value");
    assertThat(problems(Optional.of(file("name: a\nname: b\n")), Map.of()))
        .containsExactly(path() + " line 2: name stands there twice");
    assertThat(problems(Optional.of(file("outer.name: a\nouter: {name: b}\n")), Map.of()))
        .containsExactly(path() + " line 2: outer.name stands there twice");
    assertThat(problems(Optional.of(file("hosts: [a, [b]]")), Map.of()))
        .containsExactly(path() + " line 1: hosts is a list of single values");
    assertThat(problems(Optional.of(file("? [a]\n: b")), Map.of()))
        .containsExactly(path() + " line 1: a key must be a word");
    assertThat(problems(Optional.of(file("outer: &a\n  inner: *a\n")), Map.of()))
        .allSatisfy(problem -> assertThat(problem).startsWith(path().toString()));
  }

  @Test
  void aFileOfANewerFormatIsRefused() throws IOException {
    assertThat(problems(Optional.of(file("version: 2\n")), Map.of()))
        .containsExactly(
            path()
                + " line 1: the file has a format version that this program does not know; it"
                + " knows 1");
  }

  @Test
  void mistakesInARecordAreTheProgrammers() {
    record Undescribed(String name) {}
    record WithoutDefault(@Setting(description = "A.") int number) {}
    record WrongDefault(@Setting(description = "A.", defaultValue = "many") int number) {}
    record Needless(@Setting(description = "A.", defaultValue = "a") Optional<String> name) {}
    record Twins(
        @Setting(description = "A.", defaultValue = "a") String aB,
        @Setting(description = "A.", defaultValue = "a", variable = "HIVECORE_A_B") String c) {}
    for (Class<? extends Record> type :
        List.of(
            Undescribed.class,
            WithoutDefault.class,
            WrongDefault.class,
            Needless.class,
            Twins.class)) {
      assertThatThrownBy(() -> new SettingsLoader<>(type, Map.of()))
          .as(type.getSimpleName())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private Path path() {
    return folder.resolve("hivecore.yaml");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(path(), text);
  }

  private static Root load(Map<String, String> environment) {
    return LOADER.load(Optional.empty(), environment, List.of());
  }

  private static List<String> problems(Map<String, String> environment) {
    return problems(Optional.empty(), environment);
  }

  private static List<String> problems(Optional<Path> file, Map<String, String> environment) {
    return failure(() -> LOADER.load(file, environment, List.of())).problems();
  }

  private static InvalidSettingsException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(InvalidSettingsException.class, call));
  }
}
