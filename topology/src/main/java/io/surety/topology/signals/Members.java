package io.surety.topology.signals;

import io.surety.schemas.BundleIds;
import io.surety.schemas.Names;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.DecisionSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the further messages that a decision is about. They live in the same task. An answer to a
 * check-back has none: its attempt and nonce are those of one message.
 */
final class Members {
  private Members() {}

  static void check(Decide decide, Checks checks) {
    List<String> members = decide.getMembers();
    if (members.isEmpty()) {
      return;
    }
    checks.isTrue(
        members.size() < BundleIds.SIZE_MAX,
        "members must be at most "
            + (BundleIds.SIZE_MAX - 1)
            + ", were "
            + members.size()
            + "; make smaller bundles");
    checks.isTrue(
        mayHaveMembers(decide.getSource()),
        "members must be empty with source " + decide.getSource() + ", were " + members.size());
    String routingKey = RoutingKey.of(decide.getMessageId());
    Set<String> ids = new HashSet<>(Set.of(decide.getMessageId()));
    for (String member : members) {
      checks
          .name(Names.MESSAGE_ID, member)
          .isTrue(
              RoutingKey.of(member).equals(routingKey),
              "members must have the routing key of messageId, '" + routingKey + "'")
          .isTrue(ids.add(member), "members must differ, but one is there twice");
    }
  }

  private static boolean mayHaveMembers(DecisionSource source) {
    return switch (source) {
      case PRODUCER, OPERATOR, TIMER -> true;
      case CHECK_BACK -> false;
    };
  }
}
