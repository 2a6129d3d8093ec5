-- Prices that tenants set for themselves. Amounts are decimal text in USD, exact; times are microseconds since
-- 1970-01-01T00:00:00Z. A row never changes but for its end, and is never deleted: records name it as what priced them.
create table tenant_prices (
  id uuid not null primary key,
  tenant_id uuid not null references tenants (id) on delete cascade,
  provider text not null,
  model_name text not null,
  input_per_million text not null,
  output_per_million text not null,
  cache_read_per_million text,
  cache_write_per_million text,
  reasoning_per_million text,
  per_request text,
  effective_from_micros bigint not null,
  effective_until_micros bigint,
  created_at_micros bigint not null
);

create index tenant_prices_of_tenant on tenant_prices (tenant_id, created_at_micros);

alter table tenant_prices enable row level security;
alter table tenant_prices force row level security;
create policy of_tenant on tenant_prices
  using (current_setting('hivecore.tenant', true) in ('*', tenant_id::text));
