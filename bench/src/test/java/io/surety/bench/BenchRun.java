package io.surety.bench;

import io.surety.embedded.SharedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;

/**
 * A run of the command in this JVM, small, against one broker for all tests.
 *
 * @param out what it printed on stdout
 * @param err what it printed on stderr
 */
record BenchRun(int code, String out, String err) {
  /** Runs {@code bench} with these arguments. */
  static BenchRun of(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--small");
    all.add("--bootstrap-server=" + SharedBroker.get().bootstrapServers());
    return withOwnBroker(all.toArray(String[]::new));
  }

  /** Runs {@code bench} with exactly these. */
  static BenchRun withOwnBroker(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new BenchRun(code, out.toString(), err.toString());
  }

  /** Names of the topics of the broker. */
  static Set<String> topics() {
    try (Admin admin = Admin.create(SharedBroker.get().clientConfig())) {
      return admin.listTopics().names().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** For the message of an assertion. */
  String all() {
    return "exit code " + code + "\n" + out + "\n" + err;
  }
}
