package io.surety.topology.config;

/** Where a value comes from; a later one wins. */
public enum Origin {
  /** Nobody set it. */
  DEFAULT,
  /** The properties file. */
  FILE,
  /** An environment variable. */
  ENVIRONMENT,
  /** The program that starts the coordinator. */
  CODE
}
