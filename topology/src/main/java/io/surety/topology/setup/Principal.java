package io.surety.topology.setup;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * As whom the brokers know a client, as far as its own settings tell: no broker answers that
 * question.
 */
final class Principal {
  private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*\"([^\"]*)\"");

  /** For commands, where the settings do not tell: to be filled in. */
  static final String UNKNOWN = "User:...";

  private Principal() {}

  /** As in {@code User:surety}. */
  static String of(Map<String, Object> kafka) {
    String protocol =
        String.valueOf(
            kafka.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
    if (protocol.startsWith("SASL")) {
      Matcher login = USER.matcher(String.valueOf(kafka.get(SaslConfigs.SASL_JAAS_CONFIG)));
      return login.find() ? "User:" + login.group(1) : UNKNOWN;
    }
    // A certificate's name is mapped by rules of the brokers.
    return protocol.equals("SSL") ? UNKNOWN : "User:ANONYMOUS";
  }
}
