-- Who logs in to a tenant, by an address in lower case. A person in several tenants is a user of each, with a password in each,
-- which may be the same. A token is void when its version is not the user's. Times are microseconds since 1970-01-01T00:00:00Z.
create table users (
  id text not null primary key,
  tenant_id text not null references tenants (id) on delete cascade,
  email text not null,
  display_name text not null,
  password_hash text not null,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  status text not null check (status in ('active', 'suspended')),
  token_version integer not null,
  created_at_micros integer not null,
  last_login_at_micros integer,
  unique (tenant_id, email)
) strict;

create index users_of_email on users (email);

-- One login each. Its refresh tokens share one secret, and the newest has another; hashes of both are kept.
create table login_sessions (
  id text not null primary key,
  tenant_id text not null references tenants (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  family_hash text not null,
  token_hash text not null,
  address text not null,
  user_agent text not null,
  created_at_micros integer not null,
  last_used_at_micros integer not null,
  expires_at_micros integer not null,
  ended_at_micros integer
) strict;

create index login_sessions_of_user on login_sessions (tenant_id, user_id);
create index login_sessions_ended on login_sessions (ended_at_micros) where ended_at_micros is not null;
