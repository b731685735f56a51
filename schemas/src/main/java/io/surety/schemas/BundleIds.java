package io.surety.schemas;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Ids of the messages of a bundle, which are decided together.
 *
 * <pre>
 * order-42~2of3    the second of the three messages of bundle order-42
 * </pre>
 *
 * The bundle's id is their routing key, so that they live in one task. The size is in every id, so
 * that whoever knows one of the messages knows all of them: a check-back that asks about one can be
 * answered for the bundle, in any process and any language.
 */
public final class BundleIds {
  /** The most messages that a bundle has. */
  public static final int SIZE_MAX = 100;

  /** The most characters that the id of a bundle has: its messages' ids are longer. */
  public static final int LENGTH_MAX =
      Names.MESSAGE_ID.lengthMax() - ("~" + SIZE_MAX + "of" + SIZE_MAX).length();

  private static final Pattern MEMBER =
      Pattern.compile("([^~]+)~([1-9][0-9]{0,2})of([1-9][0-9]{0,2})");

  private BundleIds() {}

  /**
   * The ids of a bundle's messages, in order.
   *
   * @param bundleId without {@code ~}
   * @param size 1..{@link #SIZE_MAX}
   */
  public static List<String> members(String bundleId, int size) {
    return IntStream.rangeClosed(1, size)
        .mapToObj(number -> bundleId + "~" + number + "of" + size)
        .toList();
  }

  /** The bundle that a message of this id belongs to; empty when to none. */
  public static Optional<String> bundleOf(String messageId) {
    Matcher member = MEMBER.matcher(messageId);
    return isMember(member) ? Optional.of(member.group(1)) : Optional.empty();
  }

  /**
   * The id that stands for the decision about a message: that of the first message of its bundle,
   * or its own when it belongs to none. (The bundle's id would not do: a message may have the
   * same.)
   */
  public static String first(String messageId) {
    Matcher member = MEMBER.matcher(messageId);
    return isMember(member)
        ? members(member.group(1), Integer.parseInt(member.group(3))).get(0)
        : messageId;
  }

  /** The other messages of the bundle, in order; none when the message belongs to no bundle. */
  public static List<String> others(String messageId) {
    Matcher member = MEMBER.matcher(messageId);
    return isMember(member)
        ? members(member.group(1), Integer.parseInt(member.group(3))).stream()
            .filter(id -> !id.equals(messageId))
            .toList()
        : List.of();
  }

  private static boolean isMember(Matcher member) {
    return member.matches()
        && Integer.parseInt(member.group(3)) <= SIZE_MAX
        && Integer.parseInt(member.group(2)) <= Integer.parseInt(member.group(3));
  }
}
