package io.surety.testkit;

import io.surety.schemas.MessageIds;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import org.jspecify.annotations.Nullable;

/** What people do with a message, over REST or in the console. Thread-safe. */
public final class Operator {
  private final World world;

  Operator(World world) {
    this.world = world;
  }

  /** Delivers a dead message to a group again, with all its attempts. */
  public void redrive(String id, String group) {
    decide(id, Decision.REDRIVE, group, "redriven by the test");
  }

  /** Closes a dead delivery with a note. */
  public void resolve(String id, String group, String note) {
    decide(id, Decision.RESOLVE, group, note);
  }

  /** Decides for an undecided message. */
  public void confirm(String id) {
    decide(id, Decision.CONFIRM, null, "confirmed by the test");
  }

  /** Decides against an undecided message. */
  public void rollBack(String id) {
    decide(id, Decision.ROLL_BACK, null, "rolled back by the test");
  }

  private void decide(String id, Decision decision, @Nullable String group, String reason) {
    MessageIds.check(id);
    String topic = world.config().topics().confirm();
    Decide record =
        Decide.newBuilder()
            .setMessageId(id)
            .setDecision(decision)
            .setSource(DecisionSource.OPERATOR)
            .setGroup(group)
            .setActor("operator")
            .setReason(reason)
            .build();
    world.signal(topic, RoutingKey.of(id), world.config().codec().encode(topic, record));
  }
}
