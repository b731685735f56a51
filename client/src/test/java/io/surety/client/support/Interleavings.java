package io.surety.client.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Runs real code on real connections in every order of their steps that the database allows.
 *
 * <p>Each actor has a thread and connections that stop before every step: a statement, a commit, a
 * rollback. One actor at a time is let go on, until it stops at its next step, is done, or waits
 * for a lock; then the next is chosen. All choices are tried, one run for each, from a fresh start.
 */
public final class Interleavings {
  private static final int RUNS_MAX = 20_000;

  private final Database database;

  private Interleavings(Database database) {
    this.database = database;
  }

  /**
   * Explores.
   *
   * @param scenario adds actors to a run, and returns what is checked when all are done
   * @return the orders that were run, each as text
   */
  public static List<String> explore(Database database, Function<Run, Runnable> scenario) {
    return new Interleavings(database).explore(scenario);
  }

  private List<String> explore(Function<Run, Runnable> scenario) {
    if (!database.isPostgres()) {
      // Nobody gives up while the others are let go on.
      database.run("SET DEFAULT_LOCK_TIMEOUT 300000");
    }
    List<String> orders = new ArrayList<>();
    Deque<Integer> prefix = new ArrayDeque<>();
    do {
      Run run = new Run(new ArrayList<>(prefix));
      Runnable check = scenario.apply(run);
      run.play();
      orders.add(String.join(", ", run.order));
      try {
        check.run();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("in the order " + run.order, e);
      }
      prefix = run.next();
    } while (prefix != null && orders.size() < RUNS_MAX);
    return orders;
  }

  /** What an actor does; what it throws is the actor's own business. */
  @FunctionalInterface
  public interface Body {
    void run(DataSource dataSource) throws Exception;
  }

  private enum State {
    RUNNING,
    AT_STEP,
    DONE
  }

  /** One run, in one order. */
  public final class Run {
    private final List<Integer> prefix;
    private final List<Integer> chosen = new ArrayList<>();
    private final List<Integer> options = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final List<String> order = new ArrayList<>();

    private Run(List<Integer> prefix) {
      this.prefix = prefix;
    }

    /** Adds somebody who works on connections of this data source. */
    public void actor(String name, Body body) {
      actors.add(new Actor(this, database, name, body));
    }

    private void play() {
      actors.forEach(actor -> actor.thread.start());
      try (Connection monitor = database.dataSource().getConnection()) {
        awaitStill(monitor);
        while (actors.stream().anyMatch(actor -> actor.state != State.DONE)) {
          choose().release();
          awaitStill(monitor);
        }
        for (Actor actor : actors) {
          actor.thread.join();
        }
      } catch (SQLException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private Actor choose() {
      List<Actor> ready = actors.stream().filter(actor -> actor.state == State.AT_STEP).toList();
      if (ready.isEmpty()) {
        throw new AssertionError("all wait for each other after " + order);
      }
      int choice = chosen.size() < prefix.size() ? prefix.get(chosen.size()) : 0;
      if (choice >= ready.size()) {
        throw new AssertionError("the same choices went another way: " + order);
      }
      chosen.add(choice);
      options.add(ready.size());
      Actor actor = ready.get(choice);
      order.add(actor.name + " " + actor.step);
      return actor;
    }

    /** The choices of the next run; null when all were tried. */
    private Deque<Integer> next() {
      for (int i = chosen.size() - 1; i >= 0; i--) {
        if (chosen.get(i) + 1 < options.get(i)) {
          Deque<Integer> next = new ArrayDeque<>(chosen.subList(0, i));
          next.add(chosen.get(i) + 1);
          return next;
        }
      }
      return null;
    }

    /** Nobody runs, except those who wait for somebody who stands at a step. */
    private synchronized void awaitStill(Connection monitor)
        throws SQLException, InterruptedException {
      while (true) {
        boolean isStill = true;
        for (Actor actor : actors) {
          isStill &= actor.state != State.RUNNING || isBlocked(actor, monitor);
        }
        if (isStill) {
          return;
        }
        wait(1);
      }
    }

    private boolean isBlocked(Actor actor, Connection monitor) throws SQLException {
      if (!database.isPostgres()) {
        return actors.stream().anyMatch(other -> other != actor && other.holdsWhatIsWanted(actor));
      }
      Set<Integer> blockers = blockers(actor.session, monitor);
      return actors.stream()
          .filter(other -> other != actor && blockers.contains(other.session))
          .anyMatch(other -> other.hasOpenTransaction || other.state == State.RUNNING);
    }
  }

  private static final class Actor {
    private final Run run;
    private final Database database;
    private final String name;
    private final Thread thread;
    private State state = State.RUNNING;
    private String step = "";
    private boolean mayGoOn;
    private int session;
    private boolean hasOpenTransaction;
    private String wanted = "";
    private final Set<String> held = new HashSet<>();

    private Actor(Run run, Database database, String name, Body body) {
      this.run = run;
      this.database = database;
      this.name = name;
      this.thread = new Thread(() -> act(body), "actor-" + name);
      this.thread.setDaemon(true);
    }

    /**
     * H2 does not tell who waits for whom, and waits by trying again. But here everybody inserts
     * the same key: an insert waits while somebody's open transaction has done the same one.
     */
    private boolean holdsWhatIsWanted(Actor other) {
      return hasOpenTransaction && !other.wanted.isEmpty() && held.contains(other.wanted);
    }

    private void act(Body body) {
      try {
        body.run(steppingDataSource());
      } catch (Exception e) {
        // Its own business: the check looks at what came of it.
      } finally {
        synchronized (run) {
          state = State.DONE;
          end();
          run.notifyAll();
        }
      }
    }

    private void release() {
      synchronized (run) {
        state = State.RUNNING;
        mayGoOn = true;
        run.notifyAll();
      }
    }

    private void stopAt(String nextStep) throws InterruptedException {
      synchronized (run) {
        step = nextStep;
        state = State.AT_STEP;
        mayGoOn = false;
        run.notifyAll();
        while (!mayGoOn) {
          run.wait();
        }
      }
    }

    private DataSource steppingDataSource() {
      return proxy(
          DataSource.class,
          (method, arguments) -> {
            Connection real = (Connection) invoke(method, database.dataSource(), arguments);
            session = sessionOf(database, real);
            return stepping(real);
          });
    }

    private Connection stepping(Connection real) {
      return proxy(
          Connection.class,
          (method, arguments) ->
              switch (method.getName()) {
                case "commit", "rollback" -> {
                  stopAt(method.getName());
                  Object result = invoke(method, real, arguments);
                  synchronized (run) {
                    end();
                  }
                  yield result;
                }
                case "prepareStatement" ->
                    stepping(
                        (PreparedStatement) invoke(method, real, arguments),
                        real,
                        arguments[0].toString());
                default -> invoke(method, real, arguments);
              });
    }

    private PreparedStatement stepping(PreparedStatement real, Connection connection, String sql) {
      return proxy(
          PreparedStatement.class,
          (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
              return invoke(method, real, arguments);
            }
            stopAt(sql.substring(0, sql.indexOf(' ')));
            String keyed = sql.startsWith("INSERT INTO surety_") ? sql.split(" ")[2] : "";
            synchronized (run) {
              hasOpenTransaction = !connection.getAutoCommit();
              wanted = keyed;
            }
            try {
              Object result = invoke(method, real, arguments);
              synchronized (run) {
                if (hasOpenTransaction && Integer.valueOf(1).equals(result)) {
                  held.add(keyed);
                }
              }
              return result;
            } finally {
              synchronized (run) {
                wanted = "";
              }
            }
          });
    }

    private void end() {
      hasOpenTransaction = false;
      held.clear();
    }

    private interface Call {
      Object invoke(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> call.invoke(method, arguments)));
    }

    private static Object invoke(Method method, Object real, Object[] arguments) throws Throwable {
      try {
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  private static int sessionOf(Database database, Connection connection) throws SQLException {
    String query = database.isPostgres() ? "SELECT pg_backend_pid()" : "SELECT SESSION_ID()";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Whom a session waits for. */
  private Set<Integer> blockers(int session, Connection monitor) throws SQLException {
    String query =
        database.isPostgres()
            ? "SELECT unnest(pg_blocking_pids(" + session + "))"
            : "SELECT BLOCKER_ID FROM INFORMATION_SCHEMA.SESSIONS"
                + " WHERE BLOCKER_ID IS NOT NULL AND SESSION_ID = "
                + session;
    Set<Integer> blockers = new HashSet<>();
    try (Statement statement = monitor.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        blockers.add(rows.getInt(1));
      }
    }
    return blockers;
  }
}
