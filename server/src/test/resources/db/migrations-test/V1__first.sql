create table first (n integer) strict;
