package io.surety.topology.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * With Kafka's own fake of a producer, since a broker that is well cannot be brought to end one.
 */
class DispatchProducerTest {
  private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
  private final List<Exception> told = new ArrayList<>();
  private final DispatchProducer producer = new DispatchProducer(this::make, Runnable::run);

  @Test
  void replacesAProducerThatCannotGoOn() {
    send();
    made.get(0).errorNext(new OutOfOrderSequenceException("lost"));
    send();
    made.get(1).errorNext(new ClusterAuthorizationException("not allowed"));
    send();

    assertThat(made).hasSize(3);
    assertThat(made.get(0).closed()).isTrue();
    assertThat(made.get(1).closed()).isTrue();
    assertThat(made.get(2).history()).hasSize(1);
    assertThat(told)
        .hasExactlyElementsOfTypes(
            OutOfOrderSequenceException.class, ClusterAuthorizationException.class);
  }

  @Test
  void replacesItOnceForAllRecordsThatFailWithIt() {
    send();
    send();
    MockProducer<byte[], byte[]> first = made.get(0);

    first.errorNext(new OutOfOrderSequenceException("lost"));
    first.errorNext(new OutOfOrderSequenceException("lost"));

    assertThat(made).hasSize(2);
  }

  @Test
  void keepsItAfterATimeout() {
    send();

    made.get(0).errorNext(new TimeoutException("slow"));

    assertThat(made).hasSize(1);
  }

  @Test
  void tellsTheCallbackWhatTheProducerThrows() {
    made.get(0).close();

    send();

    assertThat(told).hasExactlyElementsOfTypes(IllegalStateException.class);
  }

  private void send() {
    producer.send(
        new ProducerRecord<>("orders", new byte[0]),
        (metadata, e) -> {
          if (e != null) {
            told.add(e);
          }
        });
  }

  private MockProducer<byte[], byte[]> make() {
    var mock =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    made.add(mock);
    return mock;
  }
}
