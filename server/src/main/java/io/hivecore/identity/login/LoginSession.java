package io.hivecore.identity.login;

import io.hivecore.identity.KeyHash;
import java.time.Instant;
import java.util.UUID;

/**
 * One login of a user, from the password to its end. Times are to the microsecond.
 *
 * @param family of the secret that its refresh tokens share
 * @param token of the secret that only its newest refresh token has
 * @param address from which it was begun, as text; empty when unknown
 * @param userAgent as the client called itself, at most 200 characters; empty when it did not
 * @param lastUsedAt when it was begun or last refreshed
 * @param expiresAt when it ends unless it is refreshed before
 */
public record LoginSession(
    UUID id,
    UUID user,
    KeyHash family,
    KeyHash token,
    String address,
    String userAgent,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt) {}
