package io.hivecore.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the YAML file into keys and texts. Texts are taken as they stand, so a size or a number
 * means the same here as in the environment. Keys may be nested or dotted.
 *
 * <p>Messages never repeat a value: it may be a secret.
 */
final class SettingsFile {
  /** The key of the file's own format version, which is optional and 1. */
  private static final String VERSION = "version";

  private static final String KNOWN_VERSION = "1";
  private static final int DEEPEST = 10;

  private final Path file;
  private final List<GivenValue> values = new ArrayList<>();
  private final List<String> problems;

  private SettingsFile(Path file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * All keys of a file.
   *
   * @param problems gets what is wrong with the file
   */
  static List<GivenValue> read(Path file, List<String> problems) {
    var reading = new SettingsFile(file, problems);
    reading.compose().ifPresent(root -> reading.walk("", root, 0));
    return reading.values;
  }

  private Optional<Node> compose() {
    try {
      String text = Files.readString(file);
      return new Compose(LoadSettings.builder().setAllowNonScalarKeys(true).build())
          .composeString(text);
    } catch (NoSuchFileException e) {
      problems.add("the settings file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      problems.add("the settings file " + file + " is not UTF-8 text");
    } catch (IOException e) {
      problems.add("the settings file " + file + " cannot be read: " + e);
    } catch (MarkedYamlEngineException e) {
      // Not its own message, which repeats the lines around.
      problems.add(
          file + place(e.getProblemMark()) + ": not YAML as it should be: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(file + " is not YAML as it should be");
    }
    return Optional.empty();
  }

  private void walk(String key, Node node, int depth) {
    if (depth > DEEPEST) {
      problems.add(file + place(node.getStartMark()) + ": nested too deeply");
      return;
    }
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple entry : mapping.getValue()) {
          entry(key, entry, depth);
        }
      }
      case ScalarNode scalar when key.isEmpty() && text(scalar) == null -> {
        // An empty document.
      }
      case ScalarNode scalar when !key.isEmpty() -> give(key, scalar, text(scalar));
      case SequenceNode list when !key.isEmpty() -> give(key, list, joined(key, list));
      default ->
          problems.add(file + place(node.getStartMark()) + ": expected keys, each with a value");
    }
  }

  private void entry(String prefix, NodeTuple entry, int depth) {
    if (!(entry.getKeyNode() instanceof ScalarNode name) || name.getValue().isBlank()) {
      problems.add(file + place(entry.getKeyNode().getStartMark()) + ": a key must be a word");
      return;
    }
    String key = prefix.isEmpty() ? name.getValue() : prefix + "." + name.getValue();
    if (key.equals(VERSION)) {
      checkVersion(entry);
      return;
    }
    walk(key, entry.getValueNode(), depth + 1);
  }

  private void checkVersion(NodeTuple entry) {
    if (!(entry.getValueNode() instanceof ScalarNode version)
        || !version.getValue().equals(KNOWN_VERSION)) {
      problems.add(
          file
              + place(entry.getKeyNode().getStartMark())
              + ": the file has a format version that this program does not know; it knows "
              + KNOWN_VERSION);
    }
  }

  private void give(String key, Node node, @Nullable String text) {
    values.add(new GivenValue(key, file + place(node.getStartMark()) + ": " + key, text));
  }

  private @Nullable String joined(String key, SequenceNode list) {
    List<String> texts = new ArrayList<>();
    for (Node item : list.getValue()) {
      if (item instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        problems.add(
            file + place(item.getStartMark()) + ": " + key + " is a list of single values");
      }
    }
    return String.join(",", texts);
  }

  private static @Nullable String text(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue();
  }

  private static String place(Optional<Mark> mark) {
    return mark.map(at -> " line " + (at.getLine() + 1)).orElse("");
  }
}
