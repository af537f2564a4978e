#!/bin/bash
# A real S3 server to test against: one throw-away Ceph cluster (monitor, object store, RADOS gateway) on loopback.
#
#   scripts/ceph.sh install | start | stop | wipe | status | env | user NAME | policy FILE [BUCKET]
#
# install  Debian packages; needs root. Says so when it is not root, does nothing when they are there.
# start    Starts the three daemons and waits until the gateway answers over HTTPS. Objects live in memory: a stop loses
#          them. Also makes the bucket, a second one for keys (its name with -keys), one whose objects can be locked
#          (with -locked) and the credentials below, and prints the path of the file that names them.
# stop     Ends the daemons of this folder and no others.
# wipe     stop, then removes the folder.
# status   What the cluster says of itself.
# env      Prints the file written by start.
# user     Makes a further user of the gateway who may do nothing yet, and prints its lines CEPH_USER_KEY and CEPH_USER_SECRET.
# policy   Puts the policy in FILE in the place of the bucket's own, or of another of the owner's.
#
# The gateway speaks HTTPS only, with a certificate of its own test authority. As any user, no systemd, no docker.
#
# CEPH_DIR     folder for everything (default: a folder named after the user under the system's temporary folder).
#              Several can run at once, each with its own folder.
# CEPH_PORT    HTTPS port (default: the one used before in this folder, else a free one)
# CEPH_BUCKET  name of the bucket (default plainsight)
# CEPH_PREFIX  beginning of the keys that the device credential may write (default people/)
# CEPH_DAY_SECONDS  how long a day of a lifecycle is (default: as long as a day)
#
# The env file has lines NAME=value:
#   CEPH_ENDPOINT CEPH_CA CEPH_BUCKET CEPH_PREFIX CEPH_OWNER_KEY CEPH_OWNER_SECRET CEPH_DEVICE_KEY CEPH_DEVICE_SECRET
#
# owner    Everything in its buckets.
# device   A write-only subuser of the owner, so that what it writes belongs to the owner. RGW's write mask alone would let
#          it delete and write anywhere: a bucket policy denies that.
set -euo pipefail

DIR=${CEPH_DIR:-${TMPDIR:-/tmp}/plainsight-ceph-$(id -un)}
BUCKET=${CEPH_BUCKET:-plainsight}
PREFIX=${CEPH_PREFIX-people/}
CONF=$DIR/ceph.conf
ENV_FILE=$DIR/env
export CEPH_CONF=$CONF
PACKAGES=(radosgw ceph-mon ceph-osd ceph-common openssl curl)
PROGRAMS=(radosgw radosgw-admin ceph-mon ceph-osd ceph ceph-authtool monmaptool openssl curl)
DAEMONS=(client.rgw.main osd.0 mon.a)

say() { printf '%s\n' "$*" >&2; }

missing_programs() {
  local program
  for program in "${PROGRAMS[@]}"; do command -v "$program" >/dev/null || printf '%s ' "$program"; done
}

install_packages() {
  [ -z "$(missing_programs)" ] && return 0
  if [ "$(id -u)" != 0 ]; then
    say "Missing: $(missing_programs). Run: sudo apt-get install -y --no-install-recommends ${PACKAGES[*]}"
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  say 'Installing Ceph (about 100 MB) ...'
  mkdir -p "$DIR"
  { apt-get update && apt-get install -y --no-install-recommends "${PACKAGES[@]}"; } >"$DIR/install.log" 2>&1 || {
    say "Installing failed; see $DIR/install.log"
    return 1
  }
}

# Ports nobody listens on now, below the range from which outgoing connections take theirs.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# The choice is kept, so that stop, status and a second start speak of the same ones.
choose_ports() {
  local port mon mon1
  if [ ! -f "$DIR/ports" ]; then
    port=${CEPH_PORT:-$(free_port)}
    mon=$(free_port) mon1=$(free_port)
    printf 'PORT=%s\nMON_PORT=%s\nMON_V1_PORT=%s\n' "$port" "$mon" "$mon1" >"$DIR/ports"
  elif [ -n "${CEPH_PORT:-}" ]; then
    sed -i "s/^PORT=.*/PORT=$CEPH_PORT/" "$DIR/ports"
  fi
  . "$DIR/ports"
}

make_certificates() {
  [ -f "$DIR/tls/rgw.crt" ] && return
  mkdir -p "$DIR/tls"
  local curve=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  (
    cd "$DIR/tls"
    openssl req -x509 "${curve[@]}" -days 3650 -keyout ca.key -out ca.crt -subj '/CN=test authority' 2>/dev/null
    openssl req "${curve[@]}" -keyout rgw.key -out rgw.csr -subj '/CN=localhost' 2>/dev/null
    openssl x509 -req -in rgw.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -out rgw.crt \
      -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1') 2>/dev/null
  )
}

# Two settings matter for speed: paxos propose interval (start in 1.5 s instead of 13 s) and tcp_nodelay (no 40 ms stalls).
write_conf() {
  cat >"$CONF" <<CONF
[global]
fsid = $(cat "$DIR/fsid")
mon host = [v2:127.0.0.1:$MON_PORT,v1:127.0.0.1:$MON_V1_PORT]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $DIR/keyring
run dir = $DIR/run
admin socket = $DIR/run/\$name.asok
pid file = $DIR/run/\$name.pid
log file = $DIR/log/\$name.log
crash dir = $DIR/log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
mon warn on pool no redundancy = false
debug ms = 0
[mon]
mon data = $DIR/mon.\$id
mon cluster log file = $DIR/log/cluster.log
paxos propose interval = 0.02
paxos min wait = 0.01
mon data avail crit = 1
mon data avail warn = 2
[osd]
osd data = $DIR/osd.\$id
osd objectstore = memstore
memstore device bytes = 4294967296
osd crush update on start = true
[client.rgw.main]
rgw frontends = beast tcp_nodelay=1 ssl_endpoint=127.0.0.1:$PORT ssl_certificate=$DIR/tls/rgw.crt ssl_private_key=$DIR/tls/rgw.key
rgw enable usage log = false
rgw enable ops log = false
rgw thread pool size = 64
${CEPH_DAY_SECONDS:+rgw lc debug interval = $CEPH_DAY_SECONDS}
CONF
}

# Ours and running: a pid alone may have been given to somebody else since, or be a zombie.
alive() {
  [ -f "$DIR/run/$1.pid" ] || return 1
  local pid
  pid=$(cat "$DIR/run/$1.pid")
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$CONF" && ! grep -q '^State:.*Z' "/proc/$pid/status"
}

await() { # await SECONDS COMMAND...
  local tries=$(($1 * 10))
  shift
  for _ in $(seq "$tries"); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  say "Ceph did not come up while waiting for: $*; see $DIR/log"
  return 1
}

ceph_() { ceph -c "$CONF" --connect-timeout 5 "$@"; }
osd_is_up() { ceph_ osd stat | grep -q '1 up'; }
gateway_answers() { curl -sf --max-time 5 --cacert "$DIR/tls/ca.crt" -o /dev/null "https://localhost:$PORT/swift/healthcheck"; }

make_cluster() {
  rm -rf "$DIR/mon.a" "$DIR/osd.0" "$DIR/keyring"
  mkdir -p "$DIR/mon.a" "$DIR/osd.0"
  ceph-authtool "$DIR/keyring" --create-keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$DIR/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
  ceph-authtool "$DIR/keyring" --gen-key -n client.rgw.main --cap mon 'allow rw' --cap osd 'allow rwx'
  ceph-authtool "$DIR/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
  monmaptool --create --clobber --fsid "$(cat "$DIR/fsid")" \
    --addv a "[v2:127.0.0.1:$MON_PORT,v1:127.0.0.1:$MON_V1_PORT]" "$DIR/monmap" >/dev/null
  ceph-mon -c "$CONF" -i a --mkfs --monmap "$DIR/monmap" --keyring "$DIR/keyring"
  ceph-mon -c "$CONF" -i a
  await 20 ceph_ quorum_status
  local osd
  osd=$(cat /proc/sys/kernel/random/uuid)
  ceph_ osd new "$osd" >/dev/null
  ceph_ auth import -i "$DIR/keyring" 2>/dev/null
  ceph-osd -c "$CONF" -i 0 --mkfs --osd-uuid "$osd" >"$DIR/log/mkfs.log" 2>&1
  ceph-osd -c "$CONF" -i 0 >/dev/null 2>&1
  await 30 osd_is_up
  radosgw -c "$CONF" -n client.rgw.main >/dev/null 2>&1
  await 60 gateway_answers
}

new_secret() { openssl rand -hex 20; }

# As the owner, signed by curl. owner_put PATH [DATA]; the query must be in canonical form ("policy=", not "policy").
owner_put() { printf '%s' "${2:-}" >"$DIR/body"; owner_put_file "$1" "$DIR/body"; }

# The same with the content of a file, which may be longer than an argument, and with further options of curl.
owner_put_file() {
  curl -sSf --max-time 20 --cacert "$DIR/tls/ca.crt" --aws-sigv4 'aws:amz:us-east-1:s3' --user "$OWNER_KEY:$OWNER_SECRET" \
    -H "x-amz-content-sha256: $(sha256sum "$2" | cut -d' ' -f1)" \
    -X PUT --data-binary "@$2" -o /dev/null "${@:3}" "https://localhost:$PORT/$1"
}

make_users() {
  local admin=(radosgw-admin -c "$CONF")
  OWNER_KEY=OWNER$RANDOM OWNER_SECRET=$(new_secret)
  local device_key=DEVICE$RANDOM device_secret
  device_secret=$(new_secret)
  "${admin[@]}" user create --uid=owner --display-name=owner --access-key="$OWNER_KEY" --secret-key="$OWNER_SECRET" >/dev/null
  "${admin[@]}" subuser create --uid=owner --subuser=owner:device --access=write --key-type=s3 \
    --access-key="$device_key" --secret-key="$device_secret" >/dev/null
  owner_put "$BUCKET"
  owner_put "$BUCKET-keys"
  : >"$DIR/body"
  owner_put_file "$BUCKET-locked" "$DIR/body" -H 'x-amz-bucket-object-lock-enabled: true'
  local device='{"AWS":["arn:aws:iam:::user/owner:device"]}'
  owner_put "$BUCKET?policy=" '{"Version":"2012-10-17","Statement":[
    {"Sid":"NeitherDeleteNorConfigure","Effect":"Deny","Principal":'"$device"',
     "Action":["s3:DeleteObject","s3:DeleteObjectVersion","s3:DeleteBucket","s3:PutBucketPolicy","s3:DeleteBucketPolicy",
               "s3:PutBucketVersioning","s3:PutBucketAcl","s3:PutObjectAcl","s3:PutLifecycleConfiguration"],
     "Resource":["arn:aws:s3:::'"$BUCKET"'","arn:aws:s3:::'"$BUCKET"'/*"]},
    {"Sid":"OnlyUnderItsPrefix","Effect":"Deny","Principal":'"$device"',
     "Action":["s3:PutObject"],"NotResource":["arn:aws:s3:::'"$BUCKET/$PREFIX"'*"]}]}'
  # Else the subuser could make buckets of the owner's.
  "${admin[@]}" user modify --uid=owner --max-buckets=-1 >/dev/null
  (
    umask 077
    cat >"$ENV_FILE" <<ENV
CEPH_ENDPOINT=https://127.0.0.1:$PORT
CEPH_CA=$DIR/tls/ca.crt
CEPH_BUCKET=$BUCKET
CEPH_PREFIX=$PREFIX
CEPH_OWNER_KEY=$OWNER_KEY
CEPH_OWNER_SECRET=$OWNER_SECRET
CEPH_DEVICE_KEY=$device_key
CEPH_DEVICE_SECRET=$device_secret
ENV
  )
}

# May own no buckets: what it is for is in the owner's, by the bucket's policy.
make_user() {
  local key=USER$RANDOM$RANDOM secret
  secret=$(new_secret)
  radosgw-admin -c "$CONF" user create --uid="$1" --display-name="$1" --max-buckets=-1 \
    --access-key="$key" --secret-key="$secret" >/dev/null
  printf 'CEPH_USER_KEY=%s\nCEPH_USER_SECRET=%s\n' "$key" "$secret"
}

put_policy() {
  . "$DIR/ports"
  . "$ENV_FILE"
  OWNER_KEY=$CEPH_OWNER_KEY OWNER_SECRET=$CEPH_OWNER_SECRET
  owner_put_file "${2:-$CEPH_BUCKET}?policy=" "$1"
}

start() {
  install_packages
  mkdir -p "$DIR"/{run,log}
  chmod 700 "$DIR"
  [ -f "$DIR/fsid" ] || cat /proc/sys/kernel/random/uuid >"$DIR/fsid"
  if alive osd.0 && alive mon.a && alive client.rgw.main && [ -f "$ENV_FILE" ]; then
    echo "$ENV_FILE"
    return
  fi
  # What was kept in memory is gone, so half a cluster is none.
  stop
  choose_ports
  make_certificates
  write_conf
  make_cluster
  make_users
  echo "$ENV_FILE"
}

stop() {
  local daemon pid
  for daemon in "${DAEMONS[@]}"; do
    if alive "$daemon"; then
      pid=$(cat "$DIR/run/$daemon.pid")
      kill "$pid" 2>/dev/null || true
      # All is in memory, so there is nothing that a daemon could save by taking longer.
      for _ in $(seq 10); do alive "$daemon" || break; sleep 0.1; done
      if alive "$daemon"; then kill -9 "$pid" 2>/dev/null || true; fi
    fi
    rm -f "$DIR/run/$daemon.pid"
  done
  rm -f "$ENV_FILE"
}

case "${1:-}" in
  install) install_packages ;;
  start) start ;;
  stop) stop ;;
  wipe) stop; rm -rf "$DIR" ;;
  status) ceph_ -s ;;
  env) cat "$ENV_FILE" ;;
  user) make_user "${2:?name the user}" ;;
  policy) put_policy "${2:?name the file}" "${3:-}" ;;
  *) sed -n '2,32s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
