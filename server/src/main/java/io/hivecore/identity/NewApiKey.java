package io.hivecore.identity;

/**
 * A key that has just been made.
 *
 * @param text to be shown to whoever asked for it, this once
 */
public record NewApiKey(ApiKey key, ApiKeyText text) {}
