package io.hivecore.configuration;

import org.jspecify.annotations.Nullable;

/**
 * What a source says about a key.
 *
 * @param origin where it stands, as a message begins with it: {@code hivecore.yaml line 3:
 *     server.port}
 * @param text null when the key stands there without a value
 */
record GivenValue(String key, String origin, @Nullable String text) {}
