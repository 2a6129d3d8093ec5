-- Times are microseconds since 1970-01-01T00:00:00Z. What a tenant may use (tier, quotas) comes with a later version.
create table tenants (
  id text not null primary key,
  slug text not null unique,
  name text not null,
  status text not null check (status in ('active', 'inactive')),
  created_at_micros integer not null
) strict;

-- A key without a tenant is an operator's, and only such a key has the scope 'operate'.
create table api_keys (
  id text not null primary key,
  tenant_id text references tenants (id) on delete cascade,
  name text not null,
  prefix text not null,
  hash text not null unique,
  scopes text not null,
  created_at_micros integer not null,
  revoked_at_micros integer,
  check ((tenant_id is null) = (scopes = 'operate'))
) strict;

create index api_keys_of_tenant on api_keys (tenant_id, created_at_micros);
