package io.surety.bench.scale;

import io.surety.bench.kafka.SignalWriter;
import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.LabException;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Trouble;
import io.surety.bench.load.Workload;
import io.surety.bench.surety.Installation;
import io.surety.bench.trial.Stopwatch;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Messages that wait for something that is far away. */
final class Backlog {
  private static final Duration FAR = Duration.ofHours(6);

  /** What they wait for. */
  enum Kind {
    /** Their producer's decision, about which it is asked in hours. */
    PREPARED,

    /** Their time. */
    SCHEDULED;

    /** In the metrics. */
    String status() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Scene scene;
  private final Kind kind;
  private final long messages;

  Backlog(Scene scene, Kind kind, long messages) {
    this.scene = scene;
    this.kind = kind;
    this.messages = messages;
  }

  /** Writes them and returns when the servers have them all, with how long that took. */
  Duration fill() {
    Installation installation = scene.installation();
    Trouble failure = new Trouble();
    Stopwatch watch = new Stopwatch();
    Workload workload = scene.workload();
    byte[] payload = Payload.ofBytes(workload.payloadBytes());
    long deliverAt = System.currentTimeMillis() + FAR.toMillis();
    String topic = installation.topics().prepare();
    try (SignalWriter writer =
        new SignalWriter(scene.lab(), workload, installation.codec(), List.of(topic), failure)) {
      for (long n = 0; n < messages; n++) {
        String id = installation.name() + "-waiting-" + n;
        Prepare.Builder prepare = Signals.prepare(n, id, installation.destination(), payload);
        switch (kind) {
          case PREPARED -> prepare.setCheckBackAfterMs(FAR.toMillis());
          case SCHEDULED -> prepare.setMode(Mode.SEND).setDeliverAt(deliverAt);
        }
        writer.write(topic, id, prepare.build(), written -> {});
      }
      writer.flush();
    }
    if (failure.first().isPresent()) {
      throw new LabException(failure.first().get());
    }
    scene.await(
        messages + " waiting messages",
        Duration.ofMinutes(20),
        () -> scene.live(kind.status()) >= messages);
    return watch.time();
  }

  /** They must all be there still. */
  void check(Report report) {
    long found = scene.live(kind.status());
    report.require(found == messages, "%,d messages were waiting, and %,d are", messages, found);
  }
}
