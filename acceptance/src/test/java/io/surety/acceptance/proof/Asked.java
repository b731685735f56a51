package io.surety.acceptance.proof;

import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import java.sql.SQLException;
import org.apache.kafka.common.IsolationLevel;

/**
 * Tells the order service which messages the coordinator has asked about: with the fence on, when
 * the question is out; with the fence off, when its answer has rolled the message back. So a local
 * transaction is certain to be open, or not begun, at that moment.
 */
final class Asked {
  private Asked() {}

  static void follow(World world, Sql shop) {
    world.follow(
        world.topics().checkBack(),
        IsolationLevel.READ_COMMITTED,
        record -> {
          CheckBack question =
              world.codec().decode(CheckBack.class, record.value()).value().orElseThrow();
          if (!question.getProducer().equals(Mode.UNFENCED.producer())) {
            remember(shop, question.getMessageId());
          }
        });
    world.follow(
        world.topics().archive(),
        IsolationLevel.READ_COMMITTED,
        record -> {
          Archive archive =
              world.codec().decode(Archive.class, record.value()).value().orElseThrow();
          if (archive.getStatus().equals("ROLLED_BACK")) {
            remember(shop, archive.getMessageId());
          }
        });
  }

  private static void remember(Sql shop, String id) {
    try {
      shop.run("INSERT INTO asked VALUES (?) ON CONFLICT DO NOTHING", id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
