#!/bin/sh
# test.sh - builds and tests for 64-bit Arm under qemu where the tools for it are installed, under the address and
# undefined-behaviour sanitizers (slow tests left out in these two), and optimised. Stops at the first that fails.
set -eu
cd "$(dirname "$0")/.."

run() {
    preset=$1
    shift
    echo "== $preset =="
    cmake --preset "$preset" "$@" >build/"$preset".log 2>&1 || { cat build/"$preset".log; exit 1; }
    cmake --build --preset "$preset"
    ctest --preset "$preset" -j "$(nproc)"
}

mkdir -p build
if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64 >/dev/null && [ -d build/arm64-root ]; then
    run aarch64
else
    echo "== aarch64 left out: no cross compiler, no qemu-user or no build/arm64-root (see scripts/packages.sh) =="
fi
run asan
run release -DAVOW_TESTS=ON
