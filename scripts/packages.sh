#!/bin/sh
# packages.sh build|test|fuzz - installs the system packages that building, testing or fuzzing needs, on Debian and its
# relatives.
#
# Only what is missing is installed, so a second run does nothing. What a single test can do without is tried and, where it
# can't be had, left out with a message, and that test is skipped: a browser and node for the check of the HTML pages, and the
# Arm libraries for the tests under qemu, which are unpacked below build/.
set -eu
cd "$(dirname "$0")/.."

build="gcc libc6-dev cmake ninja-build pkg-config libjansson-dev libutf8proc-dev libxxhash-dev zlib1g-dev libzstd-dev libbrotli-dev libsqlite3-dev libpq-dev libmicrohttpd-dev"
test="libcmocka-dev jq mandoc zstd postgresql"
cross="gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"
arm="libcmocka0 libcmocka-dev libjansson4 libjansson-dev libutf8proc2 libutf8proc-dev zlib1g zlib1g-dev libzstd1 libzstd-dev libbrotli1 libbrotli-dev libsqlite3-0 libsqlite3-dev"
case "${1:-}" in
    build) wanted=$build ;;
    test | fuzz)
        wanted="$build $test"
        [ "$(uname -m)" != x86_64 ] || wanted="$wanted $cross"
        ;;
    *) echo "usage: packages.sh build|test|fuzz" >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null 2>&1; then
    echo "packages.sh: no apt-get here; these packages, or your system's likes of them, are needed: $wanted" >&2
    exit 0
fi

lists=old                       # until apt-get update
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_all PACKAGE...: those of them that are missing
install_all() {
    missing=""
    for package; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
        echo "packages.sh: as root, run: apt-get install$missing" >&2
        return 1
    fi
    echo "packages.sh: installing$missing"
    [ $lists = new ] || as_root apt-get update -q || return 1
    lists=new
    # shellcheck disable=SC2086 # a list of words
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

# shellcheck disable=SC2086
install_all $wanted || { echo "packages.sh: could not install$missing" >&2; exit 1; }
[ "$1" != build ] || exit 0

# A browser and node: on Ubuntu there is no chromium package, and where node is installed in another way it stays.
have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_node() { command -v npm && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; }
have_browser >/dev/null 2>&1 || install_all chromium || echo "packages.sh: no chromium: the HTML pages are not checked" >&2
python3 -m venv --help >/dev/null 2>&1 && python3 -c 'import ensurepip' 2>/dev/null || install_all python3-venv ||
    echo "packages.sh: no python3-venv: the formats of others are not checked with their readers" >&2
have_node >/dev/null 2>&1 || install_all nodejs npm || echo "packages.sh: no node: the HTML pages are not checked" >&2

# libFuzzer comes with the compiler's run-time library, whose package is named after the compiler's version.
if [ "$1" = fuzz ]; then
    install_all clang || exit 1
    version=$(clang -dumpversion | cut -d. -f1)
    install_all "libclang-rt-$version-dev" "llvm-$version" || echo "packages.sh: libFuzzer may be missing" >&2
fi

# Arm libraries, unpacked and not installed: apt reads lists of its own, so that the system's architectures stay as they are.
root=build/arm64-root
if [ "$(uname -m)" = x86_64 ] && [ "$(cat "$root/packages" 2>/dev/null)" != "$arm" ]; then
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
        # As on a system where /lib is /usr/lib: all libraries in one folder, and links within it.
        [ ! -d "$work/root/lib" ] || cp -a "$work/root/lib/." "$work/root/usr/lib/"
        find "$work/root/usr/lib" -lname '/*' | while read -r link; do ln -sf "$(basename "$(readlink "$link")")" "$link"; done
        echo "$arm" >"$work/root/packages"
        rm -rf "$root"
        mv "$work/root" "$root"
        rm -rf "$work"
    else
        echo "packages.sh: no Arm libraries ($work/log says why): the Arm tests are left out" >&2
    fi
fi
