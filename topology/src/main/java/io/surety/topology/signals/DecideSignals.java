package io.surety.topology.signals;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Signal;
import io.surety.schemas.Names;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.DecisionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks decisions and makes signals of them. */
final class DecideSignals {
  private static final int NONCE_MAX = 64;

  private DecideSignals() {}

  static Checks check(Decide decide) {
    Checks checks =
        new Checks()
            .nameIfGiven(Names.GROUP, decide.getGroup())
            .timeIfGiven("deliverAt", decide.getDeliverAt());
    switch (decide.getSource()) {
      case CHECK_BACK ->
          checks
              .given("checkBackAttempt", decide.getCheckBackAttempt(), "with source CHECK_BACK")
              .given("nonce", decide.getNonce(), "with source CHECK_BACK: repeat the question's");
      case PRODUCER, OPERATOR, TIMER -> {}
    }
    switch (decide.getDecision()) {
      case RESCHEDULE -> checks.given("deliverAt", decide.getDeliverAt(), "with RESCHEDULE");
      case DELIVER_NOW -> {
        if (decide.getSource() == DecisionSource.TIMER) {
          checks.given("deliverAt", decide.getDeliverAt(), "with source TIMER");
        }
      }
      case CONFIRM, ROLL_BACK, CANCEL, REDRIVE, RESOLVE, CHECK_NOW, UNKNOWN, IN_PROGRESS -> {}
    }
    Members.check(decide, checks);
    Integer attempt = decide.getCheckBackAttempt();
    return attempt == null ? checks : checks.atLeast("checkBackAttempt", attempt, 1);
  }

  static Reading.Taken taken(Decide decide) {
    Integer attempt = decide.getCheckBackAttempt();
    Long deliverAt = decide.getDeliverAt();
    Signal.Decide signal =
        new Signal.Decide(
            kind(decide),
            source(decide),
            attempt == null ? 0 : attempt,
            Text.cut(decide.getNonce(), NONCE_MAX),
            Text.cut(decide.getGroup(), Names.GROUP.lengthMax()),
            deliverAt == null ? 0 : deliverAt,
            Text.cut(decide.getActor(), Text.NAME_MAX),
            Text.cut(decide.getReason(), Text.NOTE_MAX));
    List<String> ids = new ArrayList<>(List.of(decide.getMessageId()));
    ids.addAll(decide.getMembers());
    return new Reading.Taken(ids, signal, Optional.empty());
  }

  private static Signal.Decide.Kind kind(Decide decide) {
    return switch (decide.getDecision()) {
      case CONFIRM -> Signal.Decide.Kind.CONFIRM;
      case ROLL_BACK -> Signal.Decide.Kind.ROLL_BACK;
      case CANCEL -> Signal.Decide.Kind.CANCEL;
      case RESCHEDULE -> Signal.Decide.Kind.RESCHEDULE;
      case DELIVER_NOW -> Signal.Decide.Kind.DELIVER_NOW;
      case REDRIVE -> Signal.Decide.Kind.REDRIVE;
      case RESOLVE -> Signal.Decide.Kind.RESOLVE;
      case CHECK_NOW -> Signal.Decide.Kind.CHECK_NOW;
      case UNKNOWN -> Signal.Decide.Kind.UNKNOWN;
      case IN_PROGRESS -> Signal.Decide.Kind.IN_PROGRESS;
    };
  }

  private static Decision.Source source(Decide decide) {
    return switch (decide.getSource()) {
      case PRODUCER -> Decision.Source.PRODUCER;
      case CHECK_BACK -> Decision.Source.CHECK_BACK;
      case OPERATOR -> Decision.Source.OPERATOR;
      case TIMER -> Decision.Source.TIMER;
    };
  }
}
