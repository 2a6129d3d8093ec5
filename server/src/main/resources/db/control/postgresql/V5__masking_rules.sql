-- What tenants have masked in the texts that they send. An empty project is all of the tenant's. Fields are a JSON array of
-- names, empty for all; times are microseconds since 1970-01-01T00:00:00Z. Flags are 0 and 1, as in SQLite.
create table masking_rules (
  id uuid not null primary key,
  tenant_id uuid not null references tenants (id) on delete cascade,
  project_id text not null,
  name text not null,
  kind text not null check (kind in ('api_key', 'email', 'phone', 'credit_card', 'identity_number', 'custom')),
  pattern text not null,
  fields text not null,
  replacement text not null,
  enabled integer not null check (enabled in (0, 1)),
  position integer not null,
  created_at_micros bigint not null
);

create index masking_rules_of_tenant on masking_rules (tenant_id, position, created_at_micros);

alter table masking_rules enable row level security;
alter table masking_rules force row level security;
create policy of_tenant on masking_rules
  using (current_setting('hivecore.tenant', true) in ('*', tenant_id::text));
