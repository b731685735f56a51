package io.surety.topology.effects;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.schemas.avro.Header;
import io.surety.topology.dispatch.DispatchRequest;
import io.surety.topology.signals.Body;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Says what is to be written to a destination. */
public final class Dispatches {
  private Dispatches() {}

  /** One attempt of a message, with its headers and payload. */
  public static DispatchRequest of(Message message, Effect.Dispatch effect, Body body) {
    Content content = message.content();
    return new DispatchRequest(
        message.id(),
        content.destination(),
        content.businessKey(),
        body.payload(),
        headers(body.prepare().getHeaders()),
        effect.attempt(),
        effect.groups(),
        content.tag(),
        content.producer(),
        content.expiresAt());
  }

  private static List<org.apache.kafka.common.header.Header> headers(List<Header> headers) {
    List<org.apache.kafka.common.header.Header> all = new ArrayList<>(headers.size());
    for (Header header : headers) {
      all.add(new RecordHeader(header.getKey(), bytes(header)));
    }
    return all;
  }

  @SuppressWarnings("NullAway") // Kafka allows headers without a value, and so do we.
  private static byte[] bytes(Header header) {
    ByteBuffer value = header.getValue();
    if (value == null) {
      return null;
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}
