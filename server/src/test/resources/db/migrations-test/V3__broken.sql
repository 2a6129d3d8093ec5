insert into first values (3);
create table second (n integer) strict;
