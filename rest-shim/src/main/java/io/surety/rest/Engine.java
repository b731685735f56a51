package io.surety.rest;

import io.surety.rest.signal.DestinationCheck;
import io.surety.rest.signal.Registering;
import io.surety.rest.signal.Settling;
import io.surety.topology.CoordinatorQueries;

/** What the routes need of a running coordinator. */
public record Engine(
    CoordinatorQueries queries,
    DestinationCheck destinations,
    Settling settling,
    Registering registering) {}
