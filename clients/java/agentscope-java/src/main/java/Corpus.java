import io.agentscope.core.ReActAgent;
import io.agentscope.core.agent.RuntimeContext;
import io.agentscope.core.model.ExecutionConfig;
import io.agentscope.core.tool.Tool;
import io.agentscope.core.tool.ToolParam;
import io.agentscope.core.tool.Toolkit;
import io.agentscope.core.tracing.OtelTracingMiddleware;
import io.agentscope.extensions.model.openai.OpenAIChatModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

/** AgentScope Java with its OpenTelemetry middleware, which writes to the global SDK. */
public class Corpus {

  private static final String MODEL_URL = System.getenv("MODEL_URL");

  public static void main(String[] cases) {
    OpenTelemetrySdk telemetry = telemetry();
    for (String name : cases) {
      run(name);
    }
    telemetry.close();
    System.exit(0); // the HTTP client's threads would linger
  }

  private static void run(String name) {
    switch (name) {
      case "chat" -> ask("Say hello to the hive.", false);
      case "stream" -> ask("Count the bees, please.", true);
      case "tools" -> ask("What is the weather in Hangzhou?", false);
      case "cached" -> ask("According to the handbook, who may enter?", false);
      case "error" -> expectFailure(() -> ask("Please fail with 400.", false));
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void ask(String text, boolean stream) {
    Toolkit toolkit = new Toolkit();
    toolkit.registerTool(new Weather());
    ReActAgent agent =
        ReActAgent.builder()
            .name("forecaster")
            .sysPrompt("You are a bee.")
            .model(
                OpenAIChatModel.builder()
                    .apiKey("scripted")
                    .baseUrl(MODEL_URL)
                    .modelName("gpt-4o-mini")
                    .stream(stream)
                    .build())
            .toolkit(toolkit)
            .middleware(new OtelTracingMiddleware())
            .maxRetries(1)
            .modelExecutionConfig(ExecutionConfig.builder().maxAttempts(1).build())
            .build();
    RuntimeContext context =
        RuntimeContext.builder().sessionId("corpus-session").userId("corpus-user").build();
    System.err.println(agent.call(text, context).block().getTextContent());
  }

  private static void expectFailure(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException failure) {
      System.err.println("failed as asked: " + failure.getClass().getSimpleName());
      return;
    }
    throw new AssertionError("the model server did not fail");
  }

  /** Made by hand: the automatic one would send the name of this machine. */
  private static OpenTelemetrySdk telemetry() {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(System.getenv("HIVECORE_URL") + "/v1/traces")
            .addHeader("X-API-Key", System.getenv("HIVECORE_KEY"))
            .setCompression("gzip")
            .build();
    Attributes service =
        Attributes.of(
            AttributeKey.stringKey("service.name"), "agentscope-java",
            AttributeKey.stringKey("deployment.environment.name"), "corpus");
    SdkTracerProvider traces =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(service)))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    return OpenTelemetrySdk.builder().setTracerProvider(traces).buildAndRegisterGlobal();
  }

  /** The tool that the model asks for. */
  public static class Weather {
    @Tool(name = "get_weather", description = "The weather in a city.")
    public String weather(@ToolParam(name = "city", description = "Its name.") String city) {
      return "21 degrees, light rain";
    }
  }
}
