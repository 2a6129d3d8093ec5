package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import java.io.IOException;
import java.util.List;

/** Something that can be measured against a running server. */
@FunctionalInterface
public interface Measurement {
  List<Figure> run(Setting setting) throws IOException, InterruptedException;
}
