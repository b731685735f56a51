package io.surety.rest.callback;

import io.surety.rest.json.CallbackCheck;
import io.surety.rest.problem.FieldError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be registered as a callback. The same is looked at again before every call, since the
 * registry is a topic that others can write to, and names can be made to resolve otherwise.
 * Thread-safe.
 */
public final class CallbackRules implements CallbackCheck {
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
  public List<FieldError> problems(String url, String secret) {
    List<FieldError> errors = new ArrayList<>();
    guard
        .problem(url)
        .ifPresent(
            problem ->
                errors.add(
                    new FieldError(
                        "/callback/url",
                        "",
                        "url " + problem,
                        "register one that the server is configured to call")));
    if (secrets.keys(secret).isEmpty()) {
      errors.add(
          new FieldError(
              "/callback/secret",
              secret,
              "secret is not one that the server knows",
              "add it to the file of " + CallbackConfig.SECRETS_FILE));
    }
    return errors;
  }

  CallbackGuard guard() {
    return guard;
  }

  Secrets secrets() {
    return secrets;
  }
}
