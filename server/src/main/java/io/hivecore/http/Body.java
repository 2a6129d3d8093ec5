package io.hivecore.http;

/**
 * A request's body, inflated and whole.
 *
 * @param mediaType in lower case, without parameters; empty when none was sent
 * @param bytes at most the limit that was asked for
 */
public record Body(String mediaType, byte[] bytes) {}
