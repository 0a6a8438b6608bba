#!/usr/bin/env bash
# Proves the two commands of the README on a bare Debian: `make run` without and with a display and without a network,
# and `make test`, in a root made by debootstrap, from a clone of the last commit. Needs root, debootstrap, the network.
#
# RELEASE=NAME   the release of Debian (bookworm)
# BARE=DIR       where root and log go, and base.tar that makes the next run quicker (/var/tmp/bare-debian/RELEASE)
#
# Nothing is bound into the root and nothing has to be unmounted: it has its own devices, and /proc is mounted in a
# name space that ends with the last process in it.
set -euo pipefail
cd "$(dirname "$0")/.."
release=${RELEASE:-bookworm}
bare=${BARE:-/var/tmp/bare-debian/$release}
root=$bare/root
log=$bare/log

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "This needs root and debootstrap." >&2
    exit 1
fi
mkdir -p "$bare"

if [ ! -e "$bare/base.tar" ]; then
    echo "Making the bare root ..."
    # The mirror of this machine, where it is a Debian itself; empty, debootstrap takes its own.
    ours=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $ours" 'Label: Debian' 2>/dev/null | sort -u | head -1)
    script=/usr/share/debootstrap/scripts/$release
    [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid # a release newer than this debootstrap
    rm -rf --one-file-system "$bare/base"
    debootstrap --variant=minbase --include=python3,python3-venv,make,git,ca-certificates \
        "$release" "$bare/base" "$mirror" "$script" >"$bare/debootstrap.log"
    rm -f "$bare"/base/var/cache/apt/archives/*.deb
    tar --one-file-system -C "$bare/base" -cf "$bare/base.part" .
    mv "$bare/base.part" "$bare/base.tar"
    rm -rf --one-file-system "$bare/base"
fi
rm -rf --one-file-system "$root"
mkdir "$root"
tar -C "$root" -xf "$bare/base.tar"

# The way to the network is this machine's: names, certificates, the settings of apt and pip. The mirror and the suite
# are those that debootstrap wrote.
take() {
    for path; do
        if [ -e "$path" ]; then
            mkdir -p "$root$(dirname "$path")"
            cp -rL "$path" "$root$(dirname "$path")/"
        fi
    done
}
take /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /etc/pip.conf "$HOME/.config/pip" \
    /etc/apt/apt.conf.d /etc/apt/auth.conf.d
mapfile -t surroundings < <(env | grep -iE '^(PIP_|SSL_CERT_|REQUESTS_CA_BUNDLE=|https?_proxy=|no_proxy=)' || true)

git clone --quiet --no-local . "$root/srv/mobility-for-runners"

inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOME" "${surroundings[@]}" \
        unshare --mount --pid --fork --kill-child --root="$root" --wd=/srv/mobility-for-runners --mount-proc \
        bash -euo pipefail -s
}

inside <<'INSIDE' 2>&1 | tee "$log"
say() { printf '\n=== %s\n' "$*"; }
failed=""
try() {
    say "$1"
    shift
    "$@" || failed="$failed\"$*\" "
}
system=$(. /etc/os-release && echo "$PRETTY_NAME")
say "$system, $(dpkg-query -f '.\n' -W | wc -l) packages, $(python3 --version), commit $(git log -1 --format=%h)"

try "make run, without a display" make run
try "make run, without a network" unshare --net make run
try "make test" make test

window_shows() {
    local number window
    exec 3< <(exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null)
    read -r number <&3
    export DISPLAY=:$number
    make run &
    window=$(timeout 60 xdotool search --sync --onlyvisible --name "Mobility for Runners" | head -1) &&
        xdotool getwindowname "$window" getwindowgeometry "$window" &&
        grep -E '^(Name|VmRSS)' "/proc/$(xdotool getwindowpid "$window")/status"
}
try "make run, on a display" window_shows

if [ -n "$failed" ]; then
    say "Failed on $system: $failed"
    exit 1
fi
say "Both commands work on $system. Now $(dpkg-query -f '.\n' -W | wc -l) packages."
INSIDE
