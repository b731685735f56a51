package io.surety.acceptance.rights;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Kafka's own authorizer, which also remembers what was asked of it, and in which step of the test
 * first. The broker makes it, so that what it remembers is static.
 */
public final class AskedRights extends StandardAuthorizer {
  /** One question: may this user do this? */
  record Asked(String user, AclOperation operation, ResourceType type, String name) {
    @Override
    public String toString() {
      return user + ": " + operation + " " + type + " " + name;
    }
  }

  private static final Map<Asked, String> ALLOWED = new ConcurrentHashMap<>();
  private static final Map<Asked, String> DENIED = new ConcurrentHashMap<>();
  private static volatile String step = "";

  /** What is asked from now on belongs to this step. */
  static void step(String name) {
    step = name;
  }

  /** As if nothing had been asked. */
  static void forget() {
    ALLOWED.clear();
    DENIED.clear();
  }

  /** What was allowed, with the first step that asked for it. */
  static Map<Asked, String> allowed() {
    return Map.copyOf(ALLOWED);
  }

  /** What was denied, with the first step that asked for it. */
  static Map<Asked, String> denied() {
    return Map.copyOf(DENIED);
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext request, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(request, actions);
    for (int i = 0; i < actions.size(); i++) {
      remember(request.principal().getName(), actions.get(i), results.get(i));
    }
    return results;
  }

  private static void remember(String user, Action action, AuthorizationResult result) {
    // A describe that lists what is allowed tries every operation, and logs none of it.
    boolean isAllowed = result == AuthorizationResult.ALLOWED;
    if (isAllowed ? action.logIfAllowed() : action.logIfDenied()) {
      (isAllowed ? ALLOWED : DENIED)
          .putIfAbsent(
              new Asked(
                  user,
                  action.operation(),
                  action.resourcePattern().resourceType(),
                  action.resourcePattern().name()),
              step);
    }
  }
}
