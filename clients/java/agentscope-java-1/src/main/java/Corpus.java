import io.agentscope.core.ReActAgent;
import io.agentscope.core.memory.InMemoryMemory;
import io.agentscope.core.message.Msg;
import io.agentscope.core.message.MsgRole;
import io.agentscope.core.message.TextBlock;
import io.agentscope.core.model.ExecutionConfig;
import io.agentscope.core.model.OpenAIChatModel;
import io.agentscope.core.tool.Tool;
import io.agentscope.core.tool.ToolParam;
import io.agentscope.core.tool.Toolkit;
import io.agentscope.core.tracing.TracerRegistry;
import io.agentscope.core.tracing.telemetry.TelemetryTracer;

/** AgentScope Java 1 with the tracer of its Studio extension, which has an exporter of its own. */
public class Corpus {

  public static void main(String[] cases) throws InterruptedException {
    TracerRegistry.register(
        TelemetryTracer.builder()
            .endpoint(System.getenv("HIVECORE_URL") + "/v1/traces")
            .addHeader("X-API-Key", System.getenv("HIVECORE_KEY"))
            .build());
    for (String name : cases) {
      run(name);
    }
    Thread.sleep(7_000); // it exports every five seconds and cannot be told to do it now
    System.exit(0);
  }

  private static void run(String name) {
    switch (name) {
      case "chat" -> ask("Say hello to the hive.", false);
      case "stream" -> ask("Count the bees, please.", true);
      case "tools" -> ask("What is the weather in Hangzhou?", false);
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
                    .baseUrl(System.getenv("MODEL_URL"))
                    .modelName("gpt-4o-mini")
                    .stream(stream)
                    .build())
            .toolkit(toolkit)
            .memory(new InMemoryMemory())
            .modelExecutionConfig(ExecutionConfig.builder().maxAttempts(1).build())
            .build();
    Msg question =
        Msg.builder()
            .name("keeper")
            .role(MsgRole.USER)
            .content(TextBlock.builder().text(text).build())
            .build();
    System.err.println(agent.call(question).block().getTextContent());
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

  /** The tool that the model asks for. */
  public static class Weather {
    @Tool(name = "get_weather", description = "The weather in a city.")
    public String weather(@ToolParam(name = "city", description = "Its name.") String city) {
      return "21 degrees, light rain";
    }
  }
}
