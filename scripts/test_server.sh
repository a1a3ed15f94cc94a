# Sourced by .ci/run: a throw-away PostgreSQL for the record's tests, gone when the shell ends.
# Installs it with apt-get where it is absent and may be installed; without one the tests skip.
# Sets RESOTRACK_TEST_POSTGRES.

_find_server() {
  for _bin in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
    if [ -x "$_bin/initdb" ]; then
      _server_bin=$_bin
    fi
  done
  if [ -z "${_server_bin:-}" ] && command -v initdb > /dev/null; then
    _server_bin=$(dirname "$(command -v initdb)")
  fi
  [ -n "${_server_bin:-}" ]
}

_install_server() {
  # Without the cluster that Debian would start for everybody.
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null &&
    export DEBIAN_FRONTEND=noninteractive &&
    apt-get update -qq &&
    apt-get install -qq -y --no-install-recommends postgresql-common > /dev/null &&
    echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf &&
    apt-get install -qq -y --no-install-recommends postgresql > /dev/null
}

# PostgreSQL refuses to run as root.
_as_server() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

_stop_server() {
  _as_server "$_server_bin/pg_ctl" -D "$_server_home/data" -m immediate stop > /dev/null || true
  rm -rf "$_server_home"
}

if [ -n "${RESOTRACK_TEST_POSTGRES:-}" ]; then
  echo "PostgreSQL: the one that RESOTRACK_TEST_POSTGRES names"
elif _find_server || { _install_server && _find_server; }; then
  _server_home=$(mktemp -d)
  chmod 711 "$_server_home"
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$_server_home"
  fi
  _server_port=$(python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
  # By the socket anybody on this machine comes in; by the network only with a password.
  _as_server "$_server_bin/initdb" -D "$_server_home/data" -U postgres --no-sync \
    --auth-local=trust --auth-host=scram-sha-256 > /dev/null
  trap _stop_server EXIT
  _as_server "$_server_bin/pg_ctl" -D "$_server_home/data" -l "$_server_home/log" -w -s \
    -o "-k $_server_home -p $_server_port -c listen_addresses=127.0.0.1 -c fsync=off" start
  export RESOTRACK_TEST_POSTGRES="postgresql://postgres@/postgres?host=$_server_home&port=$_server_port"
  echo "PostgreSQL: $("$_server_bin/postgres" --version), on a socket in $_server_home"
else
  echo "PostgreSQL: none, and none can be installed; its tests are skipped"
fi
