package io.surety.client.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records as the coordinator, or a stranger, does. For one thread. */
public final class Writer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private boolean bulk;

  Writer(Map<String, Object> clientConfig) {
    this.producer =
        new KafkaProducer<>(
            new HashMap<>(clientConfig), new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void write(ProducerRecord<byte[], byte[]> record) {
    if (bulk) {
      producer.send(record);
      return;
    }
    try {
      producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("cannot write to " + record.topic(), e);
    }
  }

  /** Does not wait after each of the records that are written in it. */
  public void bulk(Runnable writes) {
    bulk = true;
    writes.run();
    bulk = false;
    producer.flush();
  }

  public void write(String topic, String key, GenericRecord value) {
    write(new ProducerRecord<>(topic, key.getBytes(UTF_8), Wire.encode(value)));
  }

  /** A record as the coordinator dispatches it. */
  public Dispatch dispatch(String destination, String id) {
    return new Dispatch(this, destination, id);
  }

  @Override
  public void close() {
    producer.close();
  }
}
