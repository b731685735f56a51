package io.surety.client.internal.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a client must find and be allowed to use. Immutable.
 *
 * @param topics each with what is done with it; {@code DESCRIBE} when it only must be there
 * @param groups of which it will be a member
 */
public record Needs(Map<String, AclOperation> topics, List<String> groups) {
  /** Nothing. */
  public static final Needs NONE = new Needs(Map.of(), List.of());

  public Needs {
    topics = Map.copyOf(topics);
    groups = List.copyOf(groups);
  }

  /** As well, topics that must be there. */
  public Needs seeing(List<String> names) {
    return with(AclOperation.DESCRIBE, names);
  }

  /** As well, topics that are written to. */
  public Needs writing(List<String> names) {
    return with(AclOperation.WRITE, names);
  }

  /** As well, a topic that is read in a group. */
  public Needs reading(String topic, String group) {
    List<String> all = new ArrayList<>(groups);
    all.add(group);
    return new Needs(with(AclOperation.READ, List.of(topic)).topics, all);
  }

  private Needs with(AclOperation operation, List<String> names) {
    Map<String, AclOperation> all = new TreeMap<>(topics);
    names.forEach(name -> all.put(name, operation));
    return new Needs(all, groups);
  }
}
