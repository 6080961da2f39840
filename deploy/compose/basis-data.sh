#!/bin/sh
# At the first start of PostgreSQL: a database and a login role for each service. CONNECT is taken from PUBLIC, so a
# role cannot even enter another's database.
set -eu
for service in perizinan kinerja pelaporan; do
    psql -q -v ON_ERROR_STOP=1 -v service="$service" -v password="$(cat "/run/rahasia/postgres-$service")" <<'SQL'
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE CONNECT, TEMPORARY ON DATABASE :"service" FROM PUBLIC;
SQL
done
psql -q -v ON_ERROR_STOP=1 -c 'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC; REVOKE CONNECT ON DATABASE template1 FROM PUBLIC'
