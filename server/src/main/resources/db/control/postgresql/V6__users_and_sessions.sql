-- Who logs in to a tenant, by an address in lower case. A person in several tenants is a user of each, with a password in each,
-- which may be the same. A token is void when its version is not the user's. Times are microseconds since 1970-01-01T00:00:00Z.
create table users (
  id uuid not null primary key,
  tenant_id uuid not null references tenants (id) on delete cascade,
  email text not null,
  display_name text not null,
  password_hash text not null,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  status text not null check (status in ('active', 'suspended')),
  token_version bigint not null,
  created_at_micros bigint not null,
  last_login_at_micros bigint,
  unique (tenant_id, email)
);

create index users_of_email on users (email);

alter table users enable row level security;
alter table users force row level security;
create policy of_tenant on users
  using (current_setting('hivecore.tenant', true) in ('*', tenant_id::text));

-- One login each. Its refresh tokens share one secret, and the newest has another; hashes of both are kept.
create table login_sessions (
  id uuid not null primary key,
  tenant_id uuid not null references tenants (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  family_hash text not null,
  token_hash text not null,
  address text not null,
  user_agent text not null,
  created_at_micros bigint not null,
  last_used_at_micros bigint not null,
  expires_at_micros bigint not null,
  ended_at_micros bigint
);

create index login_sessions_of_user on login_sessions (tenant_id, user_id);
create index login_sessions_ended on login_sessions (ended_at_micros) where ended_at_micros is not null;

alter table login_sessions enable row level security;
alter table login_sessions force row level security;
create policy of_tenant on login_sessions
  using (current_setting('hivecore.tenant', true) in ('*', tenant_id::text));
