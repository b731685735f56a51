package io.surety.client.support;

import io.surety.embedded.EmbeddedKafka;
import java.io.OutputStream;

/**
 * A broker in a process of its own, on which nobody may do anything without an ACL, except clients
 * of its plain listener, which may do everything.
 *
 * <p>Prints {@code READY <plain address> <address for users>}; the users are the arguments, each
 * with its name as its password.
 */
public final class SecuredBrokerMain {
  private SecuredBrokerMain() {}

  public static void main(String[] users) throws Exception {
    var builder = EmbeddedKafka.builder().config("allow.everyone.if.no.acl.found", "false");
    for (String user : users) {
      builder.user(user, user);
    }
    try (EmbeddedKafka kafka = builder.start()) {
      Object forUsers = kafka.clientConfig(users[0]).get("bootstrap.servers");
      System.out.println("READY " + kafka.bootstrapServers() + " " + forUsers);
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    System.exit(0);
  }
}
