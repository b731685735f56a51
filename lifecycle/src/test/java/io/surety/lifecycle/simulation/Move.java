package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.testing.Say;

/**
 * One thing that happens in the world. It says all it needs, so that any of them can be left out.
 */
@FunctionalInterface
public interface Move {

  void in(World world);

  record Prepare(int message, Mode mode, long deliverAfter, long ttl, int copies) implements Move {
    @Override
    public void in(World world) {
      world.prepare(message, mode, deliverAfter, ttl, copies);
    }
  }

  record Settle(int message, Kind kind, int copies) implements Move {
    @Override
    public void in(World world) {
      world.settle(message, kind, copies);
    }
  }

  record Answer(int message, int age, Kind kind) implements Move {
    @Override
    public void in(World world) {
      world.answer(message, age, kind);
    }
  }

  record Operate(int message, Kind kind, String group) implements Move {
    @Override
    public void in(World world) {
      world.decide(message, Say.about(group, kind), 1);
    }
  }

  record Reschedule(int message, long after) implements Move {
    @Override
    public void in(World world) {
      world.rescheduleTo(message, after);
    }
  }

  record Handle(int group, Handling handling, int received, int said) implements Move {
    @Override
    public void in(World world) {
      world.handle(group, handling, received, said);
    }
  }

  record Deliver() implements Move {
    @Override
    public void in(World world) {
      world.deliver();
    }
  }

  record Read(Log.Topic topic, int count) implements Move {
    @Override
    public void in(World world) {
      world.coordinator().read(topic, count);
    }
  }

  record Tick() implements Move {
    @Override
    public void in(World world) {
      world.coordinator().tick();
    }
  }

  record Commit() implements Move {
    @Override
    public void in(World world) {
      world.coordinator().commit();
    }
  }

  record Crash(boolean losesWhatIsInFlight) implements Move {
    @Override
    public void in(World world) {
      world.crash(losesWhatIsInFlight);
    }
  }

  record Outage(Reason reason) implements Move {
    @Override
    public void in(World world) {
      world.outage(reason);
    }
  }

  record Advance(long ms) implements Move {
    @Override
    public void in(World world) {
      world.advance(ms);
    }
  }
}
