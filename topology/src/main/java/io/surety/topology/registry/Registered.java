package io.surety.topology.registry;

/**
 * A registration in force.
 *
 * @param value as it was registered
 * @param at when the brokers got it, epoch ms
 */
public record Registered<T>(T value, long at) {}
