package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundleBuilderTest {
  @Test
  void givesItsMessagesTheirIds() {
    Bundle bundle =
        Bundle.builder()
            .id("order-42")
            .add(Message.to("order-paid").key("42").payload("{}"))
            .add(Message.to("points-earned").tag("eu.de"))
            .build();

    assertThat(bundle.id()).isEqualTo("order-42");
    assertThat(bundle.messageIds()).containsExactly("order-42~1of2", "order-42~2of2");
    assertThat(bundle.messages())
        .extracting(Message::destination)
        .containsExactly("order-paid", "points-earned");
    assertThat(bundle.messages().get(0).key()).contains("42");
    assertThat(bundle.messages().get(1).tag()).contains("eu.de");
    assertThat(Bundle.idOf("order-42~2of2")).contains("order-42");
    assertThat(Bundle.idOf("order-42")).isEqualTo(Optional.empty());
  }

  @Test
  void everyBundleHasAnIdOfItsOwn() {
    MessageBuilder message = Message.to("order-paid");

    Bundle one = Bundle.of(message);
    Bundle other = Bundle.of(message, Message.to("points-earned"));

    assertThat(one.messages()).hasSize(1);
    assertThat(other.messages()).hasSize(2);
    assertThat(one.id()).isNotEqualTo(other.id());
    assertThat(other.messageIds()).isEqualTo(List.of(other.id() + "~1of2", other.id() + "~2of2"));
  }

  @Test
  void saysEverythingThatIsWrongAndWhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Bundle.builder()
                    .id("a~b")
                    .add(Message.to("order-paid").id("m1"))
                    .add(Message.to("no topic").key(""))
                    .build())
        .withMessageContaining("bundle id must not contain '~'")
        .withMessageContaining("was 'a~b'")
        .withMessageContaining("message 1: id 'm1' must be left out")
        .withMessageContaining("message 2: destination must consist of")
        .withMessageContaining("businessKey must have 1..512 characters");
  }

  @Test
  void hasAtLeastOneAndAtMostAHundredMessages() {
    BundleBuilder builder = Bundle.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("bundle must have 1..100 messages, has 0; add some");
    for (int i = 0; i < 100; i++) {
      builder.add(Message.to("order-paid"));
    }
    assertThat(builder.build().messages()).hasSize(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(Message.to("order-paid")).build())
        .withMessage("bundle must have 1..100 messages, has 101; make several bundles");
  }

  @Test
  void theIdLeavesRoomForTheNumbers() {
    String longest = "b".repeat(119);

    assertThat(Bundle.builder().id(longest).add(Message.to("order-paid")).build().id())
        .isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bundle.builder().id(longest + "b").add(Message.to("order-paid")).build())
        .withMessage("bundle id must have 1..119 characters, has 120; shorten it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bundle.builder().id("").add(Message.to("order-paid")).build())
        .withMessageContaining("bundle id");
  }

  @Test
  void aMessageOfItsOwnDoesNotLookLikeOneOfABundle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Message.to("order-paid").id("b~1of2").build())
        .withMessageContaining("id 'b~1of2' looks like that of a message of bundle 'b'")
        .withMessageContaining("choose another, or build a Bundle");
    assertThat(Message.to("order-paid").id("orders-42~0197a5").build().id())
        .isEqualTo("orders-42~0197a5");
  }

  @Test
  void itsTextHasNoPayload() {
    assertThat(Bundle.of(Message.to("order-paid").payload("secret")).toString())
        .startsWith("Bundle[id=")
        .doesNotContain("secret");
  }
}
