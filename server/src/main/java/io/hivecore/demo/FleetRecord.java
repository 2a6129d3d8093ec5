package io.hivecore.demo;

import java.time.Instant;

/**
 * One record of the fleet, ready for the batch endpoint.
 *
 * @param at when it is to be sent
 * @param json one line
 */
record FleetRecord(Instant at, String json) {}
