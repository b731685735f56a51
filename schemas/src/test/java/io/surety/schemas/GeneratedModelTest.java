package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.SubscriptionRegistration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedModelTest {
  private final GeneratedModel model = new GeneratedModel();

  @Test
  void findsRecordsAndEnums() {
    assertThat(model.getClass(Prepare.getClassSchema())).isEqualTo(Prepare.class);
    assertThat(model.getClass(Mode.getClassSchema())).isEqualTo(Mode.class);
  }

  @Test
  void refusesClassesThatAvroDidNotGenerate() {
    Schema foreign =
        SchemaBuilder.record("ProcessBuilder").namespace("java.lang").fields().endRecord();
    Schema missing =
        SchemaBuilder.record("Missing").namespace("io.surety.schemas.avro").fields().endRecord();

    assertThatIllegalStateException()
        .isThrownBy(() -> model.getClass(foreign))
        .withMessageContaining("java.lang.ProcessBuilder");
    assertThatIllegalStateException()
        .isThrownBy(() -> model.getClass(missing))
        .withMessageContaining("Missing");
  }

  @ParameterizedTest
  @MethodSource("io.surety.schemas.FrozenHistoryTest#records")
  void theBuildPutItIntoEveryRecord(RecordType<?> record) {
    assertThat(((org.apache.avro.specific.SpecificRecordBase) record.blank()).getSpecificData())
        .isInstanceOf(GeneratedModel.class);
  }

  @Test
  void buildersFillDefaultsAndCopy() {
    SubscriptionRegistration registration =
        SubscriptionRegistration.newBuilder()
            .setGroup("billing")
            .setDestination("orders.created")
            .build();

    assertThat(registration.getTagFilter()).isEqualTo("#");
    assertThat(registration.getRedelivery().getMaxAttempts()).isEqualTo(8);
    assertThat(SubscriptionRegistration.newBuilder(registration).build()).isEqualTo(registration);
    assertThat(Prepare.newBuilder(Samples.prepare()).build()).isEqualTo(Samples.prepare());
  }
}
