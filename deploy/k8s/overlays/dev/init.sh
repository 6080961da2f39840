# Run once by the image, when the server's data is made: a database and a role for each service, closed to the other two.
for service in perizinan kinerja pelaporan; do
    SERVICE=$service psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v service="$service" <<'SQL'
\set sandi `cat "/run/rahasia/postgres-$SERVICE"`
CREATE ROLE :"service" LOGIN PASSWORD :'sandi';
CREATE DATABASE :"service" OWNER :"service";
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
SQL
done
