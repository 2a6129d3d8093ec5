-- Tenants that were deleted and whose telemetry is still to be removed by the server.
create table departed_tenants (
  id uuid not null primary key,
  departed_at_micros bigint not null
);

alter table departed_tenants enable row level security;
alter table departed_tenants force row level security;
create policy of_tenant on departed_tenants
  using (current_setting('hivecore.tenant', true) in ('*', id::text));
