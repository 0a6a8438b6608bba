#!/usr/bin/env bash
# Proves the two commands of the README on a bare Debian 12: `make run` without and with a display, and `make test`,
# in a root made by debootstrap, from a clone of the last commit. Needs root, debootstrap and the network.
#
# BARE=DIR   where the root and the log go, and base.tar that makes the next run quicker (/var/tmp/bare-debian)
#
# Nothing is bound into the root and nothing has to be unmounted: it has its own devices, and /proc is mounted in a
# name space that ends with the last process in it.
set -euo pipefail
cd "$(dirname "$0")/.."
bare=${BARE:-/var/tmp/bare-debian}
root=$bare/root
log=$bare/log

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "This needs root and debootstrap." >&2
    exit 1
fi
mkdir -p "$bare"

# The mirror of this machine, where it is a Debian 12 itself; else debootstrap's own.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Label: Debian' 2>/dev/null | sort -u | head -1)
if [ ! -e "$bare/base.tar" ]; then
    echo "Making the bare root ..."
    rm -rf --one-file-system "$bare/base"
    debootstrap --variant=minbase --include=python3,python3-venv,make,git,ca-certificates \
        bookworm "$bare/base" ${mirror:+"$mirror"} >"$bare/debootstrap.log"
    rm -f "$bare"/base/var/cache/apt/archives/*.deb
    tar --one-file-system -C "$bare/base" -cf "$bare/base.part" .
    mv "$bare/base.part" "$bare/base.tar"
    rm -rf --one-file-system "$bare/base"
fi
rm -rf --one-file-system "$root"
mkdir "$root"
tar -C "$root" -xf "$bare/base.tar"

# The way to the network is this machine's: names, certificates, apt's sources, pip's configuration.
take() {
    for path; do
        if [ -e "$path" ]; then
            mkdir -p "$root$(dirname "$path")"
            cp -rL "$path" "$root$(dirname "$path")/"
        fi
    done
}
take /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /etc/pip.conf "$HOME/.config/pip"
if [ -n "$mirror" ]; then
    rm -f "$root/etc/apt/sources.list"
    take /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/auth.conf.d /etc/apt/keyrings
fi
mapfile -t surroundings < <(env | grep -iE '^(PIP_|SSL_CERT_|REQUESTS_CA_BUNDLE=|https?_proxy=|no_proxy=)' || true)

git clone --quiet --no-local . "$root/srv/mobility-for-runners"

inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOME" "${surroundings[@]}" \
        unshare --mount --pid --fork --kill-child --root="$root" --wd=/srv/mobility-for-runners --mount-proc \
        bash -euo pipefail -s
}

inside <<'INSIDE' 2>&1 | tee "$log"
say() { printf '\n=== %s\n' "$*"; }
say "$(. /etc/os-release && echo "$PRETTY_NAME"), $(dpkg-query -f '.\n' -W | wc -l) packages, $(python3 --version), commit $(git log -1 --format=%h)"

say "make run, without a display"
make run

say "make test"
make test

say "make run, on a display"
exec 3< <(exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null)
read -r number <&3
export DISPLAY=:$number
make run &
window=$(timeout 60 xdotool search --sync --onlyvisible --name "Mobility for Runners" | head -1)
xdotool getwindowname "$window" getwindowgeometry "$window"
grep -E '^(Name|VmRSS)' "/proc/$(xdotool getwindowpid "$window")/status"

say "Both commands work on a bare Debian 12. Now $(dpkg-query -f '.\n' -W | wc -l) packages."
INSIDE
