#!/bin/sh
# run.sh BUILD CC - installs avow in a fresh folder, moves that, and uses it as others will: pkg-config static and shared, the
# CMake package, the command with its model, manual and completions. Also: the shared library exports what the header
# declares and nothing else, and needs libc and libm alone.
set -eu
build=$1 cc=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
model=$root/models/avow-en.model
[ -e "$model" ] || model=$here/../data/tiny.model
[ -e "$model" ] || { echo "skipped: no model"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

step() { echo "-- $*"; }
die() { echo "FAILED: $*"; exit 1; }

step install, and move
cmake --install "$build" --prefix "$scratch/first" >"$scratch/log" || { cat "$scratch/log"; exit 1; }
prefix=$scratch/moved
mv "$scratch/first" "$prefix"
lib=$(dirname "$(find "$prefix" -name libavow.a)")
export PKG_CONFIG_PATH="$lib/pkgconfig" LD_LIBRARY_PATH="$lib"

step exported symbols
nm -D --defined-only "$lib/libavow.so" | awk '{ print $3 }' | sort >"$scratch/exported"
grep -oE '^AVOW_API [^(]*\(' "$prefix/include/avow/avow.h" | grep -oE 'avow_[a-z0-9_]+\($' | tr -d '(' | sort >"$scratch/declared"
diff "$scratch/declared" "$scratch/exported" || die "declared (<) and exported (>) functions differ"

step what the shared library needs
needed=$(objdump -p "$lib/libavow.so" | awk '/NEEDED/ { print $2 }' | grep -vE '^(libc|libm|ld-linux[a-z0-9-]*)\.so' || true)
[ -z "$needed" ] || die "libavow.so needs $needed"
objdump -p "$lib/libavow.so" | grep -q 'SONAME *libavow.so.0$' || die "the SONAME is not libavow.so.0"

step libavow-read
nm -D --defined-only "$lib/libavow-read.so" | awk '{ print $3 }' | sort >"$scratch/exported"
grep -hoE '^AVOW_API [^(]*\(' "$prefix/include/avow/read.h" "$prefix/include/avow/warc.h" | grep -oE 'avow_[a-z0-9_]+\($' | tr -d '(' | sort >"$scratch/declared"
diff "$scratch/declared" "$scratch/exported" || die "declared (<) and exported (>) functions of libavow-read differ"
# shellcheck disable=SC2046
"$cc" -std=c11 -Wall -Wextra -Werror "$here/reader.c" -o "$scratch/reader" $(pkg-config --cflags --libs avow-read)
"$scratch/reader" | grep -qx 'Bridge: The mayor said on Monday that the café is safe.' || die "libavow-read reads no page"
"$cc" -std=c11 -I"$prefix/include" "$here/reader.c" -o "$scratch/reader" "$lib/libavow-read.a" "$lib/libavow.a" -ljansson -lz -lzstd -lbrotlidec -lm
"$scratch/reader" | grep -q '^Bridge: ' || die "libavow-read.a reads no page"

step libavow-record
nm -D --defined-only "$lib/libavow-record.so" | awk '{ print $3 }' | sort >"$scratch/exported"
grep -hoE '^AVOW_API [^(]*\(' "$prefix/include/avow/record.h" | grep -oE 'avow_[a-z0-9_]+\($' | tr -d '(' | sort >"$scratch/declared"
diff "$scratch/declared" "$scratch/exported" || die "declared (<) and exported (>) functions of libavow-record differ"
# shellcheck disable=SC2046
"$cc" -std=c11 -Wall -Wextra -Werror "$here/recorder.c" -o "$scratch/recorder" $(pkg-config --cflags --libs avow-record)
"$scratch/recorder" "$scratch/shared.db" | grep -qx 'Ana Ruiz said: it rains' || die "libavow-record finds nothing"
pq=$(sed -n 's/^Libs.private:.*\(-lpq\).*/\1/p' "$lib/pkgconfig/avow-record.pc")
# shellcheck disable=SC2086
"$cc" -std=c11 -I"$prefix/include" "$here/recorder.c" -o "$scratch/recorder" "$lib/libavow-record.a" "$lib/libavow.a" -lutf8proc -lsqlite3 $pq -lm
"$scratch/recorder" "$scratch/static.db" | grep -qx 'Ana Ruiz said: it rains' || die "libavow-record.a finds nothing"

flags="-std=c11 -Wall -Wextra -Werror"
step pkg-config, shared
# shellcheck disable=SC2046,SC2086
"$cc" $flags "$here/consumer.c" -o "$scratch/shared" $(pkg-config --cflags --libs avow)
"$scratch/shared" "$model" >"$scratch/1"
objdump -p "$scratch/shared" | grep -q 'NEEDED *libavow.so.0' || die "the program was not linked to the shared library"
grep -q '"id": *"consumer"' "$scratch/1" || die "no output"
step pkg-config, static
# shellcheck disable=SC2046,SC2086
"$cc" $flags -static "$here/consumer.c" -o "$scratch/static" $(pkg-config --cflags --static --libs avow)
"$scratch/static" "$model" | cmp - "$scratch/1"
[ "$(pkg-config --modversion avow)" = "$("$prefix/bin/avow" --version | cut -d' ' -f2)" ] || die "versions differ"

step CMake package
{ cmake -S "$here" -B "$scratch/cmake" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" &&
    cmake --build "$scratch/cmake"; } >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
"$scratch/cmake/with_shared" "$model" | cmp - "$scratch/1"
"$scratch/cmake/with_static" "$model" | cmp - "$scratch/1"

step the header in C++
if command -v c++ >/dev/null; then
    printf '#include <avow/avow.h>\n#include <avow/read.h>\n#include <avow/warc.h>\n#include <avow/record.h>\n' >"$scratch/x.cc"
    c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$prefix/include" "$scratch/x.cc"
fi

step the command
mkdir -p "$prefix/share/avow"
[ -e "$prefix/share/avow/avow-en.model" ] || cp "$model" "$prefix/share/avow/avow-en.model"
unset AVOW_MODEL LD_LIBRARY_PATH
echo 'The mayor said the bridge would reopen in May.' | "$prefix/bin/avow" extract - | grep -q '"id": *"-"' || die "no output"
"$prefix/bin/avow" model check --model avow-en >/dev/null || die "the model is not found by its name"
for file in share/man/man1/avow.1 share/man/man1/avow-extract.1 share/man/man1/avow-read.1 share/man/man1/avow-add.1 share/man/man3/libavow.3 \
            share/bash-completion/completions/avow share/zsh/site-functions/_avow; do
    [ -s "$prefix/$file" ] || die "$file is not installed"
done
echo "all good"
