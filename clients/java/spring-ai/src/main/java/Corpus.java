import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring AI, observed by Micrometer and exported by OpenTelemetry's SDK as Spring Boot sets it up. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Corpus {

  public static void main(String[] cases) {
    try (ConfigurableApplicationContext context = SpringApplication.run(Corpus.class)) {
      ChatClient client = context.getBean(ChatClient.Builder.class).build();
      for (String name : cases) {
        run(name, client, context.getBean(EmbeddingModel.class));
      }
    }
    System.exit(0); // the HTTP client's threads would linger
  }

  private static void run(String name, ChatClient client, EmbeddingModel embeddings) {
    switch (name) {
      case "chat" -> ask(client, "Say hello to the hive.");
      case "stream" -> prompt(client, "Count the bees, please.").stream().content().blockLast();
      case "tools" -> ask(client, "What is the weather in Hangzhou?", new Weather());
      case "cached" -> ask(client, "According to the handbook, who may enter?");
      case "embeddings" -> embeddings.embed(List.of("hive", "honey"));
      case "error" -> expectFailure(() -> ask(client, "Please fail with 429."));
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void ask(ChatClient client, String text, Object... tools) {
    System.err.println(prompt(client, text).tools(tools).call().content());
  }

  private static ChatClientRequestSpec prompt(ChatClient client, String text) {
    return client
        .prompt()
        .system("You are a bee.")
        .user(text)
        .advisors(advisors -> advisors.param(ChatMemory.CONVERSATION_ID, "corpus-session"));
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
    public String weather(String city) {
      return "21 degrees, light rain";
    }
  }
}
