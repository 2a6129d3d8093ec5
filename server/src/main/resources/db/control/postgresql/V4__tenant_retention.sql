-- Days after which a tenant's records are removed; null for as many as the server's settings say.
alter table tenants add column retention_days integer check (retention_days between 1 and 36500);
