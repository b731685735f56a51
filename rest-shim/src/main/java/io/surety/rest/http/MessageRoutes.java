package io.surety.rest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.access.Caller;
import io.surety.rest.json.DecideRequest;
import io.surety.rest.json.PrepareRequest;
import io.surety.rest.json.ReportRequest;
import io.surety.rest.signal.Settling;
import io.surety.schemas.MessageIds;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Prepare;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is said about messages. Whatever another instance owns, it answers. */
final class MessageRoutes {
  private final Supplier<Engine> engine;
  private final Bodies bodies;
  private final Peers peers;
  private final Ownership ownership;
  private final Outcomes outcomes;
  private final LongSupplier clock;

  MessageRoutes(
      Supplier<Engine> engine, Bodies bodies, Peers peers, Replies replies, LongSupplier clock) {
    this.engine = engine;
    this.bodies = bodies;
    this.peers = peers;
    this.ownership = new Ownership(engine, peers);
    this.outcomes = new Outcomes(replies, () -> engine.get().positions());
    this.clock = clock;
  }

  void create(Context ctx) {
    ObjectNode body = bodies.object(ctx);
    Prepare prepare =
        PrepareRequest.read(
            body, IdempotencyKey.messageId(ctx, body, MessageIds.newId()), clock.getAsLong());
    Ownership.mustOwnProducer(Callers.of(ctx), prepare.getProducer());
    engine.get().destinations().check(prepare);
    String id = prepare.getMessageId();
    Preference preference = Preference.of(ctx);
    byte[] fixed = bodies.write(PrepareRequest.fixed(body, prepare));
    if (preference.isWrittenEnough() || !answeredByOwner(ctx, id, fixed)) {
      preference.tell(ctx);
      outcomes.created(ctx, engine.get().settling().prepare(prepare, wait(preference)));
    }
  }

  void confirm(Context ctx) {
    decide(ctx, decision(ctx, Decision.CONFIRM, DecisionSource.PRODUCER));
  }

  void rollBack(Context ctx) {
    decide(ctx, decision(ctx, Decision.ROLL_BACK, DecisionSource.PRODUCER));
  }

  void cancel(Context ctx) {
    decide(ctx, decision(ctx, Decision.CANCEL, DecisionSource.PRODUCER));
  }

  void reschedule(Context ctx) {
    String id = PathNames.messageId(ctx);
    decide(ctx, DecideRequest.reschedule(bodies.object(ctx), id, clock.getAsLong()));
  }

  void deliverNow(Context ctx) {
    decide(ctx, decision(ctx, Decision.DELIVER_NOW, DecisionSource.OPERATOR));
  }

  void redrive(Context ctx) {
    decide(ctx, decision(ctx, Decision.REDRIVE, DecisionSource.OPERATOR));
  }

  void resolve(Context ctx) {
    decide(
        ctx,
        DecideRequest.resolve(
            bodies.object(ctx), PathNames.messageId(ctx), PathNames.groupInQuery(ctx)));
  }

  void checkNow(Context ctx) {
    decide(ctx, decision(ctx, Decision.CHECK_NOW, DecisionSource.OPERATOR));
  }

  void confirmByHand(Context ctx) {
    decide(
        ctx, DecideRequest.byHand(bodies.object(ctx), PathNames.messageId(ctx), Decision.CONFIRM));
  }

  void rollBackByHand(Context ctx) {
    decide(
        ctx,
        DecideRequest.byHand(bodies.object(ctx), PathNames.messageId(ctx), Decision.ROLL_BACK));
  }

  void report(Context ctx) {
    String id = PathNames.messageId(ctx);
    ReportRequest report = ReportRequest.read(bodies.object(ctx), id, PathNames.group(ctx));
    Ownership.mustOwnGroup(Callers.of(ctx), PathNames.group(ctx));
    Preference preference = Preference.of(ctx);
    if (canBeWrittenHere(ctx, preference) || !answeredByOwner(ctx, id, bodies.bytes(ctx))) {
      ownership.mustSee(Callers.of(ctx), id);
      preference.tell(ctx);
      Settling settling = engine.get().settling();
      Duration wait = wait(preference);
      outcomes.settled(
          ctx,
          report.match(
              receive -> settling.report(receive, wait),
              consume -> settling.report(consume, wait)));
    }
  }

  private Decide decision(Context ctx, Decision decision, DecisionSource source) {
    return DecideRequest.read(
        bodies.object(ctx),
        PathNames.messageId(ctx),
        decision,
        source,
        PathNames.groupInQuery(ctx));
  }

  private void decide(Context ctx, Decide decide) {
    String id = decide.getMessageId();
    Preference preference = Preference.of(ctx);
    if (canBeWrittenHere(ctx, preference) || !answeredByOwner(ctx, id, bodies.bytes(ctx))) {
      ownership.mustDecide(Callers.of(ctx), id);
      decide.getMembers().forEach(member -> ownership.mustDecide(Callers.of(ctx), member));
      ETags.check(ctx, () -> ownership.shown(id));
      Decide signed = signedBy(Callers.of(ctx), decide);
      preference.tell(ctx);
      outcomes.settled(ctx, engine.get().settling().decide(signed, wait(preference)));
    }
  }

  private Duration wait(Preference preference) {
    return preference.wait(engine.get().processing().waitMax());
  }

  /** Who does not ask what becomes of it needs no owner, unless only the owner knows if it may. */
  private static boolean canBeWrittenHere(Context ctx, Preference preference) {
    return preference.isWrittenEnough() && !Callers.of(ctx).isApplication() && !ETags.areAsked(ctx);
  }

  /** Who decides is known, and not only claimed; what is claimed comes to it. */
  private static Decide signedBy(Caller caller, Decide decide) {
    if (!caller.isKnown()) {
      return decide;
    }
    String claimed = decide.getActor() == null ? "" : decide.getActor();
    return Decide.newBuilder(decide)
        .setActor(Actors.of(caller, claimed))
        .setSource(caller.isApplication() ? DecisionSource.PRODUCER : DecisionSource.OPERATOR)
        .build();
  }

  /** A change needs no owner to be written, only to know what became of it. */
  private boolean answeredByOwner(Context ctx, String id, byte[] body) {
    return engine
        .get()
        .queries()
        .otherOwner(id)
        .filter(owner -> peers.answered(ctx, owner, body))
        .isPresent();
  }
}
