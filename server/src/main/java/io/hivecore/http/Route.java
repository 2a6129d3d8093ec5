package io.hivecore.http;

import org.jspecify.annotations.Nullable;

/**
 * One way to call the server.
 *
 * @param method in capitals
 * @param path as documented, with its last slash, parameters in braces: {@code
 *     /api/v1/things/{id}/}
 * @param problems null for problem documents
 */
public record Route(
    String method, String path, Access access, Handler handler, @Nullable ProblemForm problems) {}
