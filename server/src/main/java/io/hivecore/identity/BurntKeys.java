package io.hivecore.identity;

import java.util.Set;

/**
 * Keys that have been printed in public: they look valid, somebody will copy them, and whoever has
 * read them would be let in. Only their hashes stand here.
 */
final class BurntKeys {
  private static final Set<KeyHash> HASHES =
      Set.of(
          // In two documents of the original project.
          KeyHash.parse("e5da5c9f56f7ec415ff6a2d3f09ed785ce60b66b75b2d96b301606134f6c8d34"),
          // The example in our own: hc_ and "this-key-is-an-example-and-is-never-accepted".
          KeyHash.parse("ead282689a720cf42c9252e2c12d793a66958a3bc81e85a0e25278dd3ebf586c"));

  private BurntKeys() {}

  static boolean contain(KeyHash hash) {
    return HASHES.contains(hash);
  }
}
