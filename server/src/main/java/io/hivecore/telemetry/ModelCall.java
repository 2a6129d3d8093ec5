package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a span says of a model or tool that it called. Empty text where nothing was sent.
 *
 * @param requestModel the model that was asked for
 * @param responseModel the model that answered
 * @param provider who served it, as sent
 * @param parameters the text of one JSON object: temperature and the like
 * @param responseId the provider's id of the answer; calls of one trace that share it are one call
 * @param finishReasons joined by commas
 * @param firstTokenMillis milliseconds until the first token; null when not sent
 * @param promptName the template's name
 * @param promptVersion the template's version
 * @param toolName the tool that was called; several are joined by commas
 * @param toolCallId the id that the model gave the call
 * @param agentVersion the version of the agent
 */
public record ModelCall(
    String requestModel,
    String responseModel,
    String provider,
    String parameters,
    String responseId,
    String finishReasons,
    @Nullable Double firstTokenMillis,
    String promptName,
    String promptVersion,
    String toolName,
    String toolCallId,
    String agentVersion) {
  public static final ModelCall NONE =
      new ModelCall("", "", "", "", "", "", null, "", "", "", "", "");

  public ModelCall {
    requireNonNull(requestModel, "requestModel");
    requireNonNull(responseModel, "responseModel");
    requireNonNull(provider, "provider");
    requireNonNull(parameters, "parameters");
    requireNonNull(responseId, "responseId");
    requireNonNull(finishReasons, "finishReasons");
    requireNonNull(promptName, "promptName");
    requireNonNull(promptVersion, "promptVersion");
    requireNonNull(toolName, "toolName");
    requireNonNull(toolCallId, "toolCallId");
    requireNonNull(agentVersion, "agentVersion");
  }

  /** The model to show and to price by: the one that answered, else the one asked for. */
  public String model() {
    return Texts.first(responseModel, requestModel);
  }

  /** What was called, by whom it was answered and the answer's id, without the rest. */
  public ModelCall named() {
    return new ModelCall(
        requestModel, responseModel, provider, "", responseId, "", null, "", "", toolName, "", "");
  }

  /** This call with other parameters. */
  public ModelCall withParameters(String newParameters) {
    return new ModelCall(
        requestModel,
        responseModel,
        provider,
        newParameters,
        responseId,
        finishReasons,
        firstTokenMillis,
        promptName,
        promptVersion,
        toolName,
        toolCallId,
        agentVersion);
  }

  /** This call with what it does not say taken from the other. */
  public ModelCall filledFrom(ModelCall other) {
    return new ModelCall(
        Texts.first(requestModel, other.requestModel),
        Texts.first(responseModel, other.responseModel),
        Texts.first(provider, other.provider),
        Texts.first(parameters, other.parameters),
        Texts.first(responseId, other.responseId),
        Texts.first(finishReasons, other.finishReasons),
        firstTokenMillis != null ? firstTokenMillis : other.firstTokenMillis,
        Texts.first(promptName, other.promptName),
        Texts.first(promptVersion, other.promptVersion),
        Texts.first(toolName, other.toolName),
        Texts.first(toolCallId, other.toolCallId),
        Texts.first(agentVersion, other.agentVersion));
  }
}
