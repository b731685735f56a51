package io.surety.topology.state;

import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a {@link WriteBehindStore} over the store that another builder builds. */
record WriteBehindBuilder<V>(
    StoreBuilder<KeyValueStore<String, V>> below, WriteBehindStore.Weight<V> weight, long youngMax)
    implements StoreBuilder<WriteBehindStore<V>> {

  @Override
  public WriteBehindStore<V> build() {
    return new WriteBehindStore<>(below.build(), weight, youngMax);
  }

  @Override
  public StoreBuilder<WriteBehindStore<V>> withCachingEnabled() {
    below.withCachingEnabled();
    return this;
  }

  @Override
  public StoreBuilder<WriteBehindStore<V>> withCachingDisabled() {
    below.withCachingDisabled();
    return this;
  }

  @Override
  public StoreBuilder<WriteBehindStore<V>> withLoggingEnabled(Map<String, String> config) {
    below.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<WriteBehindStore<V>> withLoggingDisabled() {
    below.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return below.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return below.loggingEnabled();
  }

  @Override
  public String name() {
    return below.name();
  }
}
