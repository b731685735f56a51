package io.surety.bench.micro;

import io.surety.bench.kafka.Signals;
import io.surety.bench.load.Payload;
import io.surety.schemas.Codec;
import io.surety.schemas.Decoded;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Encoding and decoding of each signal; the prepare has a payload of 256 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final String ID = "01980f3a-5b7c-7d2e-9a41-0c6b5d3e2f10";
  private static final String GROUP = "billing";

  private final Topics topics = Topics.withDefaultPrefix();
  private final Codec codec = Codec.bundled();
  private final Prepare prepare = Signals.prepare(7, ID, "orders", Payload.ofBytes(256)).build();
  private final Decide confirm = Signals.decide(ID, Decision.CONFIRM);
  private final Receive receive = Signals.receive(ID, GROUP, 1);
  private final Consume consume = Signals.consumed(ID, GROUP, 1);
  private final byte[] prepareBytes = codec.encode(topics.prepare(), prepare);
  private final byte[] confirmBytes = codec.encode(topics.confirm(), confirm);
  private final byte[] receiveBytes = codec.encode(topics.receive(), receive);
  private final byte[] consumeBytes = codec.encode(topics.consume(), consume);

  @Benchmark
  public byte[] encodePrepare() {
    return codec.encode(topics.prepare(), prepare);
  }

  @Benchmark
  public byte[] encodeConfirm() {
    return codec.encode(topics.confirm(), confirm);
  }

  @Benchmark
  public byte[] encodeReceive() {
    return codec.encode(topics.receive(), receive);
  }

  @Benchmark
  public byte[] encodeConsume() {
    return codec.encode(topics.consume(), consume);
  }

  @Benchmark
  public Decoded<Prepare> decodePrepare() {
    return codec.decode(Prepare.class, prepareBytes);
  }

  @Benchmark
  public Decoded<Decide> decodeConfirm() {
    return codec.decode(Decide.class, confirmBytes);
  }

  @Benchmark
  public Decoded<Receive> decodeReceive() {
    return codec.decode(Receive.class, receiveBytes);
  }

  @Benchmark
  public Decoded<Consume> decodeConsume() {
    return codec.decode(Consume.class, consumeBytes);
  }
}
