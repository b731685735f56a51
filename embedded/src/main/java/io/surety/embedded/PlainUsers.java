package io.surety.embedded;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Users of SASL/PLAIN, and the JAAS lines for the broker and for a client. */
record PlainUsers(Map<String, String> passwords) {
  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  PlainUsers {
    passwords = Map.copyOf(passwords);
    passwords.forEach(PlainUsers::requireQuotable);
  }

  static PlainUsers of(Map<String, String> passwords) {
    return new PlainUsers(passwords);
  }

  /** All users, as the broker reads them. */
  String server() {
    return new TreeMap<>(passwords)
        .entrySet().stream()
            .map(user -> " user_" + user.getKey() + "=\"" + user.getValue() + "\"")
            .collect(Collectors.joining("", MODULE, ";"));
  }

  /** One user, as a client says it. */
  String login(String user) {
    String password = passwords.get(user);
    if (password == null) {
      throw new IllegalArgumentException(
          "user '"
              + user
              + "' is unknown; add it with user(name, password) before start, known: "
              + passwords.keySet());
    }
    return MODULE + " username=\"" + user + "\" password=\"" + password + "\";";
  }

  private static void requireQuotable(String name, String password) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "user name must be of letters, digits, '.', '_' and '-', was '" + name + "'");
    }
    if (password.isEmpty() || password.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
      throw new IllegalArgumentException(
          "password of user '"
              + name
              + "' must not be empty nor contain quotes, backslashes or control characters");
    }
  }
}
