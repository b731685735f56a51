package io.surety.schemas;

import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Names of schemas in a registry, as Confluent's serializers make them.
 *
 * <p>{@code <topic>-value}, except in the {@code registry} topic: its three records cannot share
 * one subject, so there it is {@code <topic>-<record>}, Confluent's TopicRecordNameStrategy.
 */
final class Subjects {
  private static final Set<String> SHARING_A_TOPIC =
      Set.of(
          ProducerRegistration.getClassSchema().getFullName(),
          DestinationRegistration.getClassSchema().getFullName(),
          SubscriptionRegistration.getClassSchema().getFullName());

  private Subjects() {}

  static String of(String topic, Schema schema) {
    return SHARING_A_TOPIC.contains(schema.getFullName())
        ? topic + "-" + schema.getFullName()
        : topic + "-value";
  }
}
