package io.hivecore.configuration;

/**
 * A setting given on the command line.
 *
 * @param option as the user typed it, for messages: {@code --port}
 * @param key {@code server.port}
 * @param value as typed
 */
public record CommandLineSetting(String option, String key, String value) {}
