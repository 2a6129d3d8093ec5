package io.hivecore.http;

/**
 * One way to call the server.
 *
 * @param method in capitals
 * @param path as documented, with its last slash, parameters in braces: {@code
 *     /api/v1/things/{id}/}
 */
public record Route(String method, String path, Access access, Handler handler) {}
