package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

/**
 * For whom and where something ran. Empty text where nothing was sent.
 *
 * @param sessionId the conversation ({@code gen_ai.conversation.id}, {@code session.id})
 * @param userId the end user ({@code user.id}); not a user of HiveCore
 * @param environment such as {@code production} ({@code deployment.environment.name})
 * @param release the version of the application that ran ({@code service.version})
 */
public record Subject(String sessionId, String userId, String environment, String release) {
  public static final Subject NONE = new Subject("", "", "", "");

  public Subject {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(userId, "userId");
    requireNonNull(environment, "environment");
    requireNonNull(release, "release");
  }

  /** This subject with each empty text taken from the other. */
  public Subject filledFrom(Subject other) {
    return new Subject(
        Texts.first(sessionId, other.sessionId),
        Texts.first(userId, other.userId),
        Texts.first(environment, other.environment),
        Texts.first(release, other.release));
  }
}
