package io.surety.topology;

import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Event;
import io.surety.schemas.registry.RegistryRefusedException;
import io.surety.schemas.registry.RegistryUnavailableException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the schema registry, if there is one, for what the coordinator will write. */
final class SchemaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);

  private SchemaCheck() {}

  /**
   * Shows a refusal now rather than in the log of a running system; an outage is no obstacle.
   *
   * @throws StartupException when the registry will not have a schema
   */
  static void run(Codec codec, Topics topics) {
    Map<String, Class<? extends SpecificRecord>> written =
        Map.of(
            topics.confirm(), Decide.class,
            topics.checkBack(), CheckBack.class,
            topics.consumeCheck(), ConsumeCheck.class,
            topics.deadLetter(), DeadLetter.class,
            topics.archive(), Archive.class,
            topics.events(), Event.class);
    try {
      written.forEach(codec::register);
    } catch (RegistryUnavailableException e) {
      LOG.warn(
          "The schema registry does not answer; records are written without it until it does: {}",
          e.getMessage());
    } catch (RegistryRefusedException e) {
      throw new StartupException(
          "the schema registry refuses a schema ("
              + e.getMessage()
              + "); check the compatibility of its subject, or"
              + " surety.schema.registry.auto.register",
          e);
    }
  }
}
