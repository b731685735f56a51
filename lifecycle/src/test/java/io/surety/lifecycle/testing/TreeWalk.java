package io.surety.lifecycle.testing;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.laws.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes every sequence of letters up to a length, and checks every step against the laws. Sequences
 * share their beginnings, as branches of a tree do; no step is left out.
 */
public final class TreeWalk {

  private final Rules rules;
  private final Laws laws;
  private final Letter[] letters;

  public TreeWalk(Rules rules, Laws laws, List<Letter> letters) {
    this.rules = rules;
    this.laws = laws;
    this.letters = letters.toArray(Letter[]::new);
  }

  /**
   * Walks the whole tree.
   *
   * @return how many transitions were taken
   * @throws AssertionError with the sequence that broke a law
   */
  public long walk(int depth) {
    AtomicLong taken = new AtomicLong();
    AtomicReference<@Nullable AssertionError> broken = new AtomicReference<>();
    IntStream.range(0, letters.length * letters.length)
        .parallel()
        .forEach(
            branch -> {
              Walker walker = new Walker(depth);
              try {
                walker.from(branch / letters.length, branch % letters.length);
              } catch (AssertionError wrong) {
                broken.compareAndSet(null, wrong);
              }
              taken.addAndGet(walker.taken);
            });
    AssertionError first = broken.get();
    if (first != null) {
      throw first;
    }
    return taken.get() + letters.length;
  }

  private final class Walker {
    private final int depth;
    private final Deque<Letter> path = new ArrayDeque<>();
    private long taken;

    Walker(int depth) {
      this.depth = depth;
    }

    /** The branch that begins with two letters; the first is counted once, by the caller. */
    void from(int first, int second) {
      Message absent = Message.absent(Alphabet.ID);
      long now = letters[first].at(absent, Alphabet.START);
      Message message = step(absent, letters[first], now);
      path.addLast(letters[first]);
      taken = 0;
      visit(message, letters[second], now, 2);
    }

    private void visit(Message message, Letter letter, long before, int length) {
      long now = letter.at(message, before);
      Message next = step(message, letter, now);
      if (length < depth) {
        path.addLast(letter);
        for (Letter following : letters) {
          visit(next, following, now, length + 1);
        }
        path.removeLast();
      }
    }

    private Message step(Message message, Letter letter, long now) {
      taken++;
      Signal signal = letter.signal(message, now);
      try {
        Transition transition = rules.on(message, signal, now);
        String broken = laws.brokenBy(new Observation(message, signal, now, transition));
        if (broken != null) {
          throw new AssertionError(broken + "\n  " + transition);
        }
        return Rules.stored(transition.next());
      } catch (RuntimeException | AssertionError wrong) {
        throw new AssertionError(
            wrong.getMessage() + "\n  after " + sequence(letter) + "\n  of " + message, wrong);
      }
    }

    private String sequence(Letter last) {
      StringBuilder text = new StringBuilder();
      for (Iterator<Letter> letter = path.iterator(); letter.hasNext(); ) {
        text.append(letter.next()).append(" > ");
      }
      return text.append(last).toString();
    }
  }
}
