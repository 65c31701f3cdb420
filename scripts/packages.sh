#!/bin/sh
# packages.sh build|test - installs the system packages that building or testing needs, on Debian and its relatives.
#
# Only what is missing is installed, so a second run does nothing. `test` also unpacks two Arm libraries below build/, for
# the tests of the Arm kernels under qemu; without them (no network, another distribution) those tests are left out.
set -eu
cd "$(dirname "$0")/.."

build="gcc libc6-dev cmake ninja-build libjansson-dev libutf8proc-dev libxxhash-dev"
test="$build libcmocka-dev pkg-config gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"
arm="libcmocka0 libcmocka-dev libjansson4 libjansson-dev libutf8proc2 libutf8proc-dev"
case "${1:-}" in
    build) wanted=$build ;;
    test) wanted=$test ;;
    *) echo "usage: packages.sh build|test" >&2; exit 2 ;;
esac
[ "$(uname -m)" = x86_64 ] || wanted=$(echo "$wanted" | sed 's/gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user//')

if ! command -v apt-get >/dev/null 2>&1; then
    echo "packages.sh: no apt-get here; these packages, or your system's likes of them, are needed: $wanted" >&2
    exit 0
fi

missing=""
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
        command -v sudo >/dev/null 2>&1 || { echo "packages.sh: as root, run: apt-get install$missing" >&2; exit 1; }
    fi
    echo "packages.sh: installing$missing"
    # shellcheck disable=SC2086 # lists of words
    { $as_root apt-get update -q && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -q -y --no-install-recommends $missing; } \
        || { echo "packages.sh: could not install$missing" >&2; exit 1; }
fi

# Arm libraries, unpacked and not installed: apt reads lists of its own, so that the system's architectures stay as they are.
root=build/arm64-root
if [ "$1" = test ] && [ "$(uname -m)" = x86_64 ] && [ ! -e "$root" ]; then
    # shellcheck disable=SC2086
    echo "packages.sh: unpacking$(printf ' %s:arm64' $arm) in $root"
    work=$PWD/build/arm64-apt
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" build
    apt() {
        apt-get -q -o APT::Architectures=amd64,arm64 -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
            -o APT::Sandbox::User=root "$@" >"$work/log" 2>&1
    }
    # shellcheck disable=SC2046,SC2086
    if apt update && (cd "$work" && apt download $(printf '%s:arm64 ' $arm)); then
        for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/root"; done
        mv "$work/root" "$root"
        rm -rf "$work"
    else
        echo "packages.sh: no Arm libraries ($work/log says why): the Arm tests are left out" >&2
    fi
fi
