package io.surety.client.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.Message;
import io.surety.client.MessageBuilder;
import org.junit.jupiter.api.Test;

class HeaderBytesTest {

  @Test
  void headersComeBackInOrderWithWhatIsMissing() {
    Message message =
        Message.to("t")
            .header("ünï", "é")
            .header("a", new byte[0])
            .header("a", (byte[]) null)
            .header("a", new byte[] {0, -1})
            .build();

    MessageBuilder read = Message.to("t");
    HeaderBytes.addTo(read, HeaderBytes.of(message.headers()));

    assertThat(read.build().headers()).isEqualTo(message.headers());
  }

  @Test
  void noHeadersAreNoBytes() {
    MessageBuilder read = Message.to("t");
    HeaderBytes.addTo(read, HeaderBytes.of(read.build().headers()));

    assertThat(HeaderBytes.of(read.build().headers())).isNull();
    assertThat(read.build().headers()).isEmpty();
  }

  @Test
  void bytesThatAreNoHeadersAreRefused() {
    assertThatThrownBy(() -> HeaderBytes.addTo(Message.to("t"), new byte[] {0, 0, 0, 1, 'a', 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends in the middle of a header");
    assertThatThrownBy(() -> HeaderBytes.addTo(Message.to("t"), new byte[] {0, 0, 0, 9, 'a'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has a length of 9");
    assertThatThrownBy(() -> HeaderBytes.addTo(Message.to("t"), new byte[] {-1, -1, -1, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a name");
  }
}
