package io.surety.acceptance.proof;

import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.Surety;
import io.surety.client.jdbc.JdbcOutbox;
import io.surety.client.jdbc.OutboxOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An application that stands still in the middle of a batch, so that it can be killed there: Kafka
 * has some of its messages, and the database does not know it.
 */
final class StoppingFlusherMain {
  static final String PRODUCER = "shop";
  static final int BATCH = 10;
  static final int SENT = 5;

  private final List<CompletableFuture<?>> sent = new ArrayList<>();

  /** Arguments: those of {@link Services}, and the ids to publish; the key is before the ~. */
  public static void main(String[] args) throws Exception {
    Sql sql = Sql.at(args[2]);
    Surety surety = Services.connect(args);
    Publisher publisher = new StoppingFlusherMain().stopping(surety.publisher(PRODUCER));
    JdbcOutbox outbox =
        JdbcOutbox.create(
            publisher, sql.dataSource(), OutboxOptions.defaults().withBatchRows(BATCH));
    sql.transaction(
        connection -> {
          for (String id : List.of(args).subList(4, args.length)) {
            String key = id.substring(0, id.indexOf('~'));
            outbox.publish(connection, Message.to(args[3]).id(id).key(key).payload(id).build());
          }
        });
    outbox.afterCommit();
    while (System.in.read() >= 0) {
      continue;
    }
    Runtime.getRuntime().halt(1);
  }

  private Publisher stopping(Publisher publisher) {
    return (Publisher)
        Proxy.newProxyInstance(
            Publisher.class.getClassLoader(),
            new Class<?>[] {Publisher.class},
            (self, method, arguments) -> {
              boolean isSend = method.getName().equals("sendAsync");
              if (isSend && sent.size() == SENT) {
                stop();
              }
              try {
                Object result = method.invoke(publisher, arguments);
                if (isSend) {
                  sent.add((CompletableFuture<?>) result);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void stop() throws InterruptedException {
    sent.forEach(CompletableFuture::join);
    System.out.println("READY");
    Thread.currentThread().join();
  }
}
