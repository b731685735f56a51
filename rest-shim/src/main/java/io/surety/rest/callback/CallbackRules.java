package io.surety.rest.callback;

import io.surety.rest.json.CallbackCheck;
import io.surety.rest.problem.FieldError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What may be registered as a callback. The same is looked at again before every call, since the
 * registry is a topic that others can write to, and names can be made to resolve otherwise.
 * Thread-safe.
 */
public final class CallbackRules implements CallbackCheck {
  private static final int SHOWN_MAX = 200;

  /** From the scheme to the last @ before the path: whatever a parser takes for a user. */
  private static final Pattern USER = Pattern.compile("^([^/?#]*//)[^/?#]*@", Pattern.DOTALL);

  private final CallbackGuard guard;
  private final Secrets secrets;

  CallbackRules(CallbackGuard guard, Secrets secrets) {
    this.guard = guard;
    this.secrets = secrets;
  }

  /**
   * After this configuration.
   *
   * @throws io.surety.topology.config.InvalidConfigException when the file of secrets is not right
   */
  public static CallbackRules of(CallbackConfig config) {
    return new CallbackRules(
        new CallbackGuard(config, InetAddress::getAllByName), Secrets.of(config));
  }

  @Override
  public List<FieldError> problems(String url, String secret, String who) {
    List<FieldError> errors = new ArrayList<>();
    guard
        .problem(url)
        .ifPresent(
            problem ->
                errors.add(
                    new FieldError(
                        "/callback/url",
                        shown(url),
                        "url " + problem,
                        "register one that the server is configured to call")));
    if (secrets.keys(secret, who).isEmpty()) {
      errors.add(
          new FieldError(
              "/callback/secret",
              secret,
              "secret is not one that the server knows for '" + who + "'",
              "have an operator add it to the file of surety.callback.secrets.file, with a line "
                  + "<name>.for=<producer or group>"));
    }
    return errors;
  }

  /** The URL without what may be a password in it, and no longer than a line. */
  private static String shown(String url) {
    String masked =
        USER.matcher(url)
            .replaceFirst("$1***@")
            .replaceFirst("(?s)[?#].*", "?***")
            .replaceAll("[^\\x20-\\x7e]", "?");
    return masked.length() > SHOWN_MAX ? masked.substring(0, SHOWN_MAX) : masked;
  }

  CallbackGuard guard() {
    return guard;
  }

  Secrets secrets() {
    return secrets;
  }
}
