-- Tenants that were deleted and whose telemetry is still to be removed by the server.
create table departed_tenants (
  id text not null primary key,
  departed_at_micros integer not null
) strict;
