package io.surety.topology.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import io.surety.topology.MessagePage;
import io.surety.topology.MessageView;
import io.surety.topology.TaskProgress;
import io.surety.topology.queries.LocalStores.NotHereException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages through the live messages of this instance, partition by partition. */
final class MessageScan {
  private static final Logger LOG = LoggerFactory.getLogger(MessageScan.class);
  private static final int LIMIT_MAX = 1_000;

  /** Rows that are looked at for one page. */
  private static final int LOOKS_MAX = 20_000;

  private final LocalStores stores;
  private final TaskProgress progress;
  private final int partitions;

  MessageScan(LocalStores stores, TaskProgress progress, int partitions) {
    this.stores = stores;
    this.progress = progress;
    this.partitions = partitions;
  }

  MessagePage page(Set<Status> statuses, int limit, Optional<String> cursor) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit must be 1 to " + LIMIT_MAX + ", was " + limit);
    }
    Cursor from = cursor.map(Cursor::parse).orElse(Cursor.START);
    List<MessageView> messages = new ArrayList<>();
    boolean isIncomplete = false;
    int looks = 0;
    for (int partition = from.partition(); partition < partitions; partition++) {
      String after = partition == from.partition() ? from.after() : "";
      Part part = new Part(partition, after, statuses, limit - messages.size(), LOOKS_MAX - looks);
      isIncomplete |= !part.isRead();
      messages.addAll(part.messages);
      looks += part.looks;
      if (part.next.isPresent()) {
        return new MessagePage(messages, part.next.map(Cursor::toString), isIncomplete);
      }
    }
    return new MessagePage(messages, Optional.empty(), isIncomplete);
  }

  /** What one partition adds to a page. */
  private final class Part {
    private final int partition;
    private final String after;
    private final Set<Status> statuses;
    private final int limit;
    private final int looksMax;
    private final List<MessageView> messages = new ArrayList<>();
    private int looks;
    private boolean isWhole = true;
    private Optional<Cursor> next = Optional.empty();

    Part(int partition, String after, Set<Status> statuses, int limit, int looksMax) {
      this.partition = partition;
      this.after = after;
      this.statuses = statuses;
      this.limit = limit;
      this.looksMax = looksMax;
    }

    /** False if something of it could not be read. */
    boolean isRead() {
      try {
        return stores.read(partition, this::read);
      } catch (NotHereException e) {
        messages.clear();
        next = Optional.empty();
        return false;
      }
    }

    private boolean read() {
      long asOf = progress.asOf(partition);
      try (KeyValueIterator<String, Message> rows =
          stores.messages(partition).range(after.isEmpty() ? null : after, null)) {
        while (rows.hasNext() && next.isEmpty()) {
          String id = rows.peekNextKey();
          Optional<Message> message = row(rows);
          if (!id.equals(after)) {
            look(id, message, asOf);
          }
        }
      }
      return isWhole;
    }

    private Optional<Message> row(KeyValueIterator<String, Message> rows) {
      try {
        return Optional.of(rows.next().value);
      } catch (IllegalStateException e) {
        LOG.warn("A row cannot be read and is not listed", e);
        isWhole = false;
        return Optional.empty();
      }
    }

    private void look(String id, Optional<Message> message, long asOf) {
      looks++;
      message
          .filter(found -> statuses.isEmpty() || statuses.contains(found.status()))
          .ifPresent(found -> messages.add(new MessageView(found, false, asOf)));
      if (messages.size() == limit || looks == looksMax) {
        next = Optional.of(new Cursor(partition, id));
      }
    }
  }

  /** Where a page ended. */
  private record Cursor(int partition, String after) {
    static final Cursor START = new Cursor(0, "");

    static Cursor parse(String text) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
        int end = plain.indexOf('/');
        return new Cursor(Integer.parseInt(plain.substring(0, end)), plain.substring(end + 1));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "cursor must come from the page before, was '" + text + "'", e);
      }
    }

    @Override
    public String toString() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((partition + "/" + after).getBytes(UTF_8));
    }
  }
}
