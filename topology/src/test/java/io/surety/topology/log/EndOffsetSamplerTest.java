package io.surety.topology.log;

import static io.surety.topology.support.TestTopics.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.topology.support.TestTopics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndOffsetSamplerTest {
  private final EmbeddedKafka kafka = SharedBroker.get();
  private final String topic =
      new TestTopics(kafka.clientConfig()).create(TestTopics.fresh("sampled"));
  private final TopicPartition partition = new TopicPartition(topic, 0);
  private final Admin admin = Admin.create(kafka.clientConfig());
  private final EndOffsetSampler sampler = new EndOffsetSampler(admin, System::currentTimeMillis);

  @AfterEach
  void close() {
    sampler.close();
    admin.close();
  }

  @Test
  void tellsWhereAPartitionEndsAndWhenItWasAsked() throws Exception {
    Answers answers = new Answers(Set.of(partition));
    sampler.add(answers);
    write("one");
    long before = System.currentTimeMillis();

    sampler.sample();

    assertThat(answers.ends).containsEntry(partition, 1L);
    assertThat(answers.times.get(partition)).isGreaterThanOrEqualTo(before);
  }

  @Test
  void goesOnAfterAReaderThatFailsAndAPartitionThatIsNotThere() {
    AtomicInteger asked = new AtomicInteger();
    Answers answers = new Answers(Set.of(partition, new TopicPartition(topic + "-not-there", 0)));
    sampler.add(answers);
    sampler.add(
        new EndOffsetSampler.Reader() {
          @Override
          public Set<TopicPartition> wanted() {
            if (asked.incrementAndGet() == 1) {
              throw new IllegalStateException("first time");
            }
            return Set.of();
          }

          @Override
          public void sampled(TopicPartition partition, long time, long end) {}
        });

    sampler.start(Duration.ofMillis(10));

    await().until(() -> answers.ends.containsKey(partition));
    assertThat(asked.get()).isGreaterThan(1);
  }

  private void write(String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka.clientConfig(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static final class Answers implements EndOffsetSampler.Reader {
    final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    final Map<TopicPartition, Long> times = new ConcurrentHashMap<>();
    private final Set<TopicPartition> wanted;

    Answers(Set<TopicPartition> wanted) {
      this.wanted = wanted;
    }

    @Override
    public Set<TopicPartition> wanted() {
      return wanted;
    }

    @Override
    public void sampled(TopicPartition partition, long time, long end) {
      ends.put(partition, end);
      times.put(partition, time);
    }
  }
}
