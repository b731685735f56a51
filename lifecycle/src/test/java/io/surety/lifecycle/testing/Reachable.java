package io.surety.lifecycle.testing;

import io.surety.lifecycle.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every message that sequences of letters lead to, each met once, with the time it was met. */
public final class Reachable {

  /** A message and the time. */
  public record Standing(Message message, long now) {}

  private Reachable() {}

  /** Sequences up to a length. */
  public static List<Standing> by(Rules rules, List<Letter> letters, int depth) {
    Standing start = new Standing(Message.absent(Alphabet.ID), Alphabet.START);
    List<Standing> all = new ArrayList<>(List.of(start));
    Set<Message> met = new HashSet<>(Set.of(start.message()));
    List<Standing> last = all;
    for (int length = 1; length <= depth; length++) {
      List<Standing> next = new ArrayList<>();
      for (Standing standing : last) {
        for (Letter letter : letters) {
          long now = letter.at(standing.message(), standing.now());
          Message after =
              Rules.stored(
                  rules.on(standing.message(), letter.signal(standing.message(), now), now).next());
          if (met.add(after)) {
            next.add(new Standing(after, now));
          }
        }
      }
      all = new ArrayList<>(all);
      all.addAll(next);
      last = next;
    }
    return all;
  }
}
