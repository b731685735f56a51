package io.surety.cli;

import static io.surety.cli.Platform.surety;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is registered with commands, for messages that are sent then. */
@ExtendWith(Platform.Lifetime.class)
class RegistryCommandsTest {

  @Test
  void registersADestinationAndAGroupThatIsSentWhatComesThen() {
    String topic = "orders" + System.nanoTime();

    Run destination = surety("destinations", "put", topic).is(0);
    Run subscription =
        surety("subscriptions", "put", topic, "billing", "--tag-filter", "eu.#", "--ack-timeout")
            .is(2);
    String[] put = {"subscriptions", "put", topic, "billing", "--tag-filter", "eu.#"};
    Run subscribed = Platform.surety(put).is(0);
    Run sent = surety("send", topic, "--body", "x", "--tag", "eu.paid", "-o", "json").is(0);

    assertThat(destination.out()).contains(topic, "DEAD_LETTER");
    assertThat(destination.err()).startsWith("Warning: ").contains(topic);
    assertThat(subscription.err()).contains("Try: surety subscriptions put --help");
    assertThat(subscribed.out()).contains("billing", "eu.#", "30s", "5m");
    assertThat(sent.json().at("/deliveries/0/group").asText()).isEqualTo("billing");
    assertThat(surety("destinations", "-o", "id").is(0).out().lines()).contains(topic);
    assertThat(surety("subscriptions").is(0).out()).contains(topic);
    surety("destinations", "remove", topic).is(0);
  }

  @Test
  void takesThemBack() {
    String topic = Platform.destination("billing");

    surety("subscriptions", "remove", topic, "billing").is(0);
    surety("destinations", "put", topic, "--without-subscriber", "complete").is(0);
    Run sent = surety("send", topic, "--body", "x").is(0);
    surety("destinations", "remove", topic).is(0);

    assertThat(sent.out()).contains("COMPLETED");
    assertThat(surety("send", topic, "--body", "x").is(3).err())
        .contains("surety destinations put TOPIC");
    assertThat(surety("subscriptions", "put", "no topic!", "billing").is(2).err())
        .startsWith("invalid-request: TOPIC: ");
  }
}
