package io.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void eachMessageHasAnIdOfItsOwnUnlessOneIsGiven() {
    Message one = Message.to("t").build();
    Message other = Message.to("t").build();

    assertThat(one.id()).isNotEqualTo(other.id()).hasSize(36);
    assertThat(one.id().compareTo(other.id())).as("ids grow").isNegative();
    assertThat(Message.to("t").id("42").build().id()).isEqualTo("42");
  }

  @Test
  void aDelayCountsFromTheBuildSoThatARepetitionIsTheSameMessage() {
    Message message = Message.to("t").delay(Duration.ofMinutes(30)).build(CLOCK);

    assertThat(message.deliverAt()).contains(NOW.plusSeconds(1_800));
  }

  @Test
  void laterChangesOfTheCallersArraysDoNotCount() {
    byte[] payload = {1, 2};
    byte[] header = {3};
    Message message = Message.to("t").payload(payload).header("h", header).build();

    payload[0] = 9;
    header[0] = 9;

    assertThat(message.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(message.headers().get(0).value()).containsExactly(3);
    assertThatThrownBy(() -> message.payload().put((byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void readingThePayloadDoesNotUseItUp() {
    Message message = Message.to("t").payload("text").build();

    message.payload().get();

    assertThat(UTF_8.decode(message.payload()).toString()).isEqualTo("text");
  }

  @Test
  void itsTextDoesNotGiveItsContentAway() {
    Message message =
        Message.to("t").id("m1").key("42").header("secret", "s3cret").payload("s3cret").build();

    assertThat(message.toString())
        .isEqualTo("Message[id=m1, destination=t, key=42, payload=6 bytes]");
    assertThat(message.headers()).hasToString("[secret]");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithFieldValueAndRemedy(MessageBuilder builder, String problem) {
    assertThatThrownBy(() -> builder.build(CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            Message.to("a/b"),
            "destination must consist of letters, digits, '.', '_' and '-', was 'a/b'"),
        Arguments.of(
            ok().id("~1"),
            "messageId must not start with '~', the end of the routing key, was '~1'"),
        Arguments.of(ok().key(""), "businessKey must have 1..512 characters, has 0, was ''"),
        Arguments.of(
            ok().tag("a..b"), "tag must be words split at '.', none of them empty, was 'a..b'"),
        Arguments.of(
            ok().header("surety-id", "x"),
            "header 'surety-id' has a name that belongs to Surety; choose one that does not start"
                + " with 'surety-'"),
        Arguments.of(
            ok().header("", "x"), "header name must not be empty; give it a name or leave it out"),
        Arguments.of(ok().ttl(Duration.ZERO), "ttl must be >= 1 ms, was PT0S"),
        Arguments.of(ok().ttl(Duration.ofNanos(1)), "ttl must be >= 1 ms, was PT0.000000001S"),
        Arguments.of(
            ok().ttl(Duration.ofSeconds(Long.MAX_VALUE)),
            "ttl must be a number of milliseconds that fits into 64 bits, was "
                + Duration.ofSeconds(Long.MAX_VALUE)),
        Arguments.of(
            ok().checkBackAfter(Duration.ofMillis(-1)),
            "checkBackAfter must be >= 1 ms, was PT-0.001S"),
        Arguments.of(ok().delay(Duration.ofMillis(-1)), "delay must be >= 0, was PT-0.001S"),
        Arguments.of(
            ok().delay(Duration.ofMinutes(1)).deliverAt(NOW),
            "delay PT1M and deliverAt 2026-11-22T12:00:00Z are both given; keep one"),
        Arguments.of(
            ok().deliverAt(Instant.EPOCH.minusMillis(1)),
            "deliverAt must not be before 1970, was 1969-12-31T23:59:59.999Z; leave it out for at"
                + " once"),
        Arguments.of(
            ok().delay(Duration.ofHours(1)).ttl(Duration.ofHours(1)),
            "ttl PT1H ends before the delivery at 2026-11-22T13:00:00Z; give it a longer one, or"
                + " leave it out"),
        Arguments.of(
            ok().id("~").tag("*").ttl(Duration.ZERO),
            "messageId must not start with '~', the end of the routing key, was '~'; tag must not"
                + " contain spaces, '*', '#' or '|', which belong to tag filters, was '*'; ttl must"
                + " be >= 1 ms, was PT0S"));
  }

  private static MessageBuilder ok() {
    return Message.to("order-paid");
  }
}
