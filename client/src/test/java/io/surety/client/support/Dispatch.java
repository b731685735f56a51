package io.surety.client.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A delivery, as the coordinator writes it to a destination. */
public final class Dispatch {
  private final Writer writer;
  private final String destination;
  private final String id;
  private String key;
  private byte[] payload = {};
  private int attempt = 1;
  private final java.util.Map<String, String> headers = new java.util.LinkedHashMap<>();

  Dispatch(Writer writer, String destination, String id) {
    this.writer = writer;
    this.destination = destination;
    this.id = id;
  }

  public Dispatch key(String value) {
    key = value;
    return this;
  }

  public Dispatch payload(byte[] value) {
    payload = value;
    return this;
  }

  public Dispatch payload(String value) {
    return payload(value.getBytes(UTF_8));
  }

  public Dispatch attempt(int value) {
    attempt = value;
    return this;
  }

  /** Before Surety's own, or in place of one of them. */
  public Dispatch header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** To these groups, joined by commas. */
  public void to(String groups) {
    headers.put("surety-groups", groups);
    direct();
  }

  /** To nobody in particular: a direct message. */
  public void direct() {
    headers.putIfAbsent("surety-id", id);
    headers.putIfAbsent("surety-attempt", Integer.toString(attempt));
    headers.putIfAbsent("surety-producer", "order-service");
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(destination, key == null ? null : key.getBytes(UTF_8), payload);
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    writer.write(record);
  }
}
