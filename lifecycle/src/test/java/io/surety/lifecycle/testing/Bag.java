package io.surety.lifecycle.testing;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.laws.Observation;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Signals, each with its own time in its log, that are read in every possible order. What lies on
 * one track is read in its order (it is one topic, or the same thing said twice); tracks are mixed
 * at will. Orders that lead to the same message with the same rest are followed once.
 */
public final class Bag {

  private record Item(String name, Signal signal, long at) {}

  private record Node(Message message, Outcome outcome, List<Integer> read) {}

  private final List<List<Item>> tracks = new ArrayList<>();
  private final Set<Node> seen = new HashSet<>();
  private final Map<Outcome, String> outcomes = new LinkedHashMap<>();
  private final Deque<String> path = new ArrayDeque<>();

  /** One signal, so many ms after the start, so many times. */
  public Bag with(int times, String name, long after, Signal signal) {
    List<Item> track = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      track.add(new Item(name, signal, Alphabet.START + after));
    }
    tracks.add(track);
    return this;
  }

  /** Ticks, each at its own time. */
  public Bag withTicks(long... after) {
    for (long at : after) {
      with(1, "tick " + at, at, new Signal.Due());
    }
    return this;
  }

  /** Signals of one log, a second apart: they keep their order. */
  public Bag inOrder(long firstAfter, Signal... signals) {
    List<Item> track = new ArrayList<>();
    for (Signal signal : signals) {
      long at = Alphabet.START + firstAfter + 1_000L * track.size();
      track.add(new Item(signal.toString(), signal, at));
    }
    tracks.add(track);
    return this;
  }

  /** How many signals there are. */
  public int size() {
    return tracks.stream().mapToInt(List::size).sum();
  }

  /** How many orders there are. */
  public BigInteger orders() {
    BigInteger all = factorial(size());
    for (List<Item> track : tracks) {
      all = all.divide(factorial(track.size()));
    }
    return all;
  }

  private static BigInteger factorial(int n) {
    BigInteger product = BigInteger.ONE;
    for (int i = 2; i <= n; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return product;
  }

  /** How many different messages with a different rest were met. */
  public int nodes() {
    return seen.size();
  }

  /** Reads the bag in every order: what came out, and one order for each. */
  public Map<Outcome, String> outcomes(Rules rules, Laws laws) {
    Message absent = Message.absent(Alphabet.ID);
    Integer[] nothing = new Integer[tracks.size()];
    Arrays.fill(nothing, 0);
    visit(new Node(absent, Outcome.of(absent), List.of(nothing)), rules, laws);
    return outcomes;
  }

  private void visit(Node node, Rules rules, Laws laws) {
    if (!seen.add(node)) {
      return;
    }
    boolean end = true;
    for (int track = 0; track < tracks.size(); track++) {
      int read = node.read().get(track);
      if (read < tracks.get(track).size()) {
        end = false;
        Item item = tracks.get(track).get(read);
        path.addLast(item.name());
        visit(after(node, track, item, rules, laws), rules, laws);
        path.removeLast();
      }
    }
    if (end) {
      outcomes.putIfAbsent(node.outcome(), path.toString());
    }
  }

  private Node after(Node node, int track, Item item, Rules rules, Laws laws) {
    Transition transition = rules.on(node.message(), item.signal(), item.at());
    String broken =
        laws.brokenBy(new Observation(node.message(), item.signal(), item.at(), transition));
    if (broken != null) {
      throw new AssertionError(broken + "\n  in the order " + path);
    }
    Message next = transition.next();
    List<Integer> read = new ArrayList<>(node.read());
    read.set(track, read.get(track) + 1);
    // A finished message has forgotten its groups; what became of them stays so.
    Outcome outcome = node.message().equals(next) ? node.outcome() : Outcome.of(next);
    return new Node(Rules.stored(next), outcome, read);
  }
}
