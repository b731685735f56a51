package io.surety.rest;

import io.surety.rest.archive.Archive;
import io.surety.rest.audit.AuditLog;
import io.surety.rest.audit.AuditTrail;
import io.surety.rest.json.CallbackCheck;
import io.surety.rest.redrive.Redrives;
import io.surety.rest.signal.DestinationCheck;
import io.surety.rest.signal.Positions;
import io.surety.rest.signal.Processing;
import io.surety.rest.signal.Registering;
import io.surety.rest.signal.Settling;
import io.surety.rest.stats.Overview;
import io.surety.schemas.Codec;
import io.surety.topology.CoordinatorQueries;
import java.util.Optional;

/** What the routes need of a running coordinator. */
public record Engine(
    Codec codec,
    CoordinatorQueries queries,
    Positions positions,
    Processing processing,
    DestinationCheck destinations,
    Settling settling,
    Registering registering,
    Overview overview,
    AuditLog audit,
    AuditTrail auditTrail,
    CallbackCheck callbacks,
    Optional<Archive> archive,
    Redrives redrives) {}
