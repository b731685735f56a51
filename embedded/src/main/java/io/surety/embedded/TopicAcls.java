package io.surety.embedded;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Takes the right to write to one topic away from one user, and gives it back.
 *
 * <p>A topic with any ACL is closed to everybody who is not named, so the denial comes with a line
 * that allows everybody everything; a denial wins over it.
 */
public final class TopicAcls {
  private TopicAcls() {}

  /**
   * From now on, {@code principal} (such as {@code User:coordinator}) may do everything with the
   * topic but write to it.
   *
   * <p>Returns when the controller has written it; the broker follows within milliseconds, so a
   * test awaits the effect.
   */
  public static void denyWrite(Admin admin, String principal, String topic)
      throws ExecutionException, InterruptedException {
    admin.createAcls(List.of(denial(principal, topic), allowAll(topic))).all().get();
  }

  /** Undoes {@link #denyWrite} for this principal and topic. */
  public static void allowWrite(Admin admin, String principal, String topic)
      throws ExecutionException, InterruptedException {
    admin.deleteAcls(List.of(denial(principal, topic).toFilter())).all().get();
  }

  private static AclBinding denial(String principal, String topic) {
    return binding(principal, topic, AclOperation.WRITE, AclPermissionType.DENY);
  }

  private static AclBinding allowAll(String topic) {
    return binding("User:*", topic, AclOperation.ALL, AclPermissionType.ALLOW);
  }

  private static AclBinding binding(
      String principal, String topic, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry(principal, "*", operation, permission));
  }
}
