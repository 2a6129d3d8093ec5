insert into first values (2);
create table second (n integer) strict;
