package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class IndexedListTest {
  private final IndexedList list = new IndexedList();

  @Test
  void isPutTogetherInTheOrderOfPlaces() {
    list.add("1.message.content", "Hello.");
    list.add("0.message.role", "system");
    list.add("1.message.role", "user");
    list.add("0.message.content", "You are a bee.");
    assertThat(list.json())
        .isEqualTo(
            "[{\"role\":\"system\",\"content\":\"You are a bee.\"},"
                + "{\"role\":\"user\",\"content\":\"Hello.\"}]");
  }

  @Test
  void innerListsAndWrappersAreOpened() {
    list.add("0.message.role", "assistant");
    list.add("0.message.tool_calls.0.tool_call.function.name", "get_weather");
    list.add("0.message.tool_calls.0.tool_call.id", "call_1");
    list.add("0.message.contents.1.message_content.text", "b");
    list.add("0.message.contents.0.message_content.text", "a");
    assertThat(list.json())
        .isEqualTo(
            "[{\"role\":\"assistant\",\"contents\":[{\"text\":\"a\"},{\"text\":\"b\"}],"
                + "\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"name\":\"get_weather\"}}]}]");
  }

  @Test
  void gapsAreClosedWhateverTheNumbers() {
    list.add("999999999.content", "b");
    list.add("7.content", "a");
    list.add("9999999999999.content", "no place");
    list.add("-1.content", "no place");
    list.add("content", "no place");
    assertThat(list.json()).isEqualTo("[{\"content\":\"a\"},{\"content\":\"b\"}]");
  }

  @Test
  void tooManyItemsAreCut() {
    for (int i = 3_000; i >= 0; i--) {
      list.add(i + ".content", (long) i);
    }
    assertThat(JsonIn.parse(String.valueOf(list.json()))).isInstanceOf(List.class);
    assertThat((List<?>) JsonIn.parse(String.valueOf(list.json())))
        .hasSize(IndexedList.MOST_ITEMS)
        .first()
        .hasToString("{content=0}");
  }

  @Test
  void depthIsBounded() {
    list.add("0" + ".a".repeat(100_000), "deep");
    assertThat(list.json()).contains("deep");
  }

  @Test
  void oneOfTwoValuesForOnePlaceWinsInEitherOrder() {
    list.add("0.role", "user");
    list.add("00.message.role", "assistant");
    IndexedList other = new IndexedList();
    other.add("00.message.role", "assistant");
    other.add("0.role", "user");
    assertThat(list.json()).isEqualTo(other.json()).isEqualTo("[{\"role\":\"assistant\"}]");
  }

  @Test
  void emptyIsNone() {
    assertThat(list.json()).isNull();
  }
}
