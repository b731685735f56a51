package io.surety.client;

/**
 * Which topics messages may be delivered to. The registration is kept by the coordinator, so one
 * call in the life of a topic is enough; repeating it is harmless. Thread-safe.
 */
public interface Destinations {

  /** As {@link #register(String, DestinationOptions)}, with the defaults. */
  void register(String topic);

  /**
   * Registers a topic. Messages that are decided after this returns can be delivered to it. Does
   * not create the topic.
   *
   * @throws IllegalArgumentException when it is not a legal topic name
   * @throws NotDoneException when it is not registered
   * @throws OutcomeUnknownException when it may be registered: call again
   */
  void register(String topic, DestinationOptions options);

  /**
   * Removes a registration: messages that are decided after this returns become dead letters.
   *
   * @throws IllegalArgumentException when it is not a legal topic name
   * @throws NotDoneException when the registration is not removed
   * @throws OutcomeUnknownException when it may be removed: call again
   */
  void unregister(String topic);
}
