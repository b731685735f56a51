package io.surety.acceptance.rights;

import static io.surety.acceptance.rights.AskedRights.Asked;

import io.surety.acceptance.harness.World;
import io.surety.topology.setup.Acl;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;

/** What a user is allowed: exactly a list of rights. */
record Grants(String user, List<Acl> acls) {
  private static final Set<AclOperation> DESCRIBING = Set.of(AclOperation.READ, AclOperation.WRITE);

  Grants {
    acls = List.copyOf(acls);
  }

  void add(Admin admin) {
    World.get(
        admin.createAcls(acls.stream().map(acl -> acl.binding("User:" + user)).toList()).all());
  }

  void add(Admin admin, Acl acl) {
    World.get(admin.createAcls(List.of(acl.binding("User:" + user))).all());
  }

  void remove(Admin admin, Acl acl) {
    World.get(admin.deleteAcls(List.of(acl.binding("User:" + user).toFilter())).all());
  }

  /** Whether just this was asked, and no other right of the list allows it. */
  boolean isOnlyFor(Acl acl, Asked asked) {
    return asked.user().equals(user)
        && acl.operation() == asked.operation()
        && allows(acl, asked)
        && acls.stream().noneMatch(other -> !other.equals(acl) && allows(other, asked));
  }

  /** As Kafka has it: reading and writing include describing. */
  private static boolean allows(Acl acl, Asked asked) {
    boolean isName =
        acl.pattern() == PatternType.PREFIXED
            ? asked.name().startsWith(acl.name())
            : asked.name().equals(acl.name());
    return isName
        && acl.resource() == asked.type()
        && (acl.operation() == asked.operation()
            || (asked.operation() == AclOperation.DESCRIBE
                && DESCRIBING.contains(acl.operation())));
  }
}
