package io.surety.cli.http;

import java.util.Map;
import java.util.regex.Pattern;

/** What a server says in the words of REST, in those of commands. */
final class Words {
  /** A sentence, or the end of one, that names a route: what to do says the command itself. */
  private static final Pattern ROUTE =
      Pattern.compile("[.;:]?\\s*[^.;:]*:?\\s*\\b(GET|PUT|POST|DELETE) /api/v1/.*$");

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("{id}", "ID"),
          Map.entry("{job}", "JOB"),
          Map.entry("{topic}", "TOPIC"),
          Map.entry("{group}", "GROUP"),
          Map.entry("/destination", "DESTINATION"),
          Map.entry("/payload", "--body"),
          Map.entry("/payloadBase64", "--body"),
          Map.entry("/deliverAt", "--after or --at"),
          Map.entry("/ttlMs", "--ttl"),
          Map.entry("/ratePerSecond", "--rate"),
          Map.entry("/stopAfterFailures", "--stop-after"),
          Map.entry("?preparedAfter", "--since"),
          Map.entry("?preparedBefore", "--until"),
          Map.entry("?minAgeMs", "--older-than"),
          Map.entry("/filter/minAgeMs", "--older-than"),
          Map.entry("/filter/preparedAfter", "--since"),
          Map.entry("/filter/preparedBefore", "--until"),
          Map.entry("?state", "--items"));

  private static final Pattern NAME = Pattern.compile("[?/](?:filter/)?([A-Za-z]+)");

  private Words() {}

  /** Without the route that a program would call. */
  static String detail(String text) {
    String rest = ROUTE.matcher(text).replaceFirst("");
    return rest.equals(text) || rest.isEmpty() ? rest : rest + ".";
  }

  /** The option that a field is: {@code --delivery-status} of {@code ?deliveryStatus}. */
  static String field(String pointer) {
    String known = FIELDS.get(pointer);
    if (known != null) {
      return known;
    }
    var name = NAME.matcher(pointer);
    return name.matches()
        ? "--" + name.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT)
        : pointer;
  }
}
