-- Times are microseconds since 1970-01-01T00:00:00Z, as in SQLite's files, whose versions mean the same.
--
-- Row-level security: a transaction names its tenant in 'hivecore.tenant', or '*' when it spans tenants. One that names none sees
-- no row. It is forced, so that it holds for the owner of the tables as well.
create table tenants (
  id uuid not null primary key,
  slug text collate "C" not null unique,
  name text not null,
  status text not null check (status in ('active', 'inactive')),
  created_at_micros bigint not null
);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy of_tenant on tenants
  using (current_setting('hivecore.tenant', true) in ('*', id::text));

-- A key without a tenant is an operator's, and only such a key has the scope 'operate'.
create table api_keys (
  id uuid not null primary key,
  tenant_id uuid references tenants (id) on delete cascade,
  name text not null,
  prefix text not null,
  hash text not null unique,
  scopes text not null,
  created_at_micros bigint not null,
  revoked_at_micros bigint,
  check ((tenant_id is null) = (scopes = 'operate'))
);

create index api_keys_of_tenant on api_keys (tenant_id, created_at_micros);

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy of_tenant on api_keys
  using (current_setting('hivecore.tenant', true) in ('*', tenant_id::text));

-- One row, whose number grows with every transaction that may have changed something: by it, other processes notice. SQLite counts
-- by itself.
create table control_changes (number bigint not null);

insert into control_changes values (0);
