# aarch64.cmake - toolchain file: cross-compiles for 64-bit Arm with Debian's compiler, runs what it builds under qemu-user.
# Libraries for Arm (cmocka, jansson, zlib ...) are looked for where scripts/packages.sh unpacks them.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L /usr/aarch64-linux-gnu)

set(avow_arm_root ${CMAKE_CURRENT_LIST_DIR}/../build/arm64-root)
set(CMAKE_FIND_ROOT_PATH ${avow_arm_root})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE BOTH)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${avow_arm_root})
set(ENV{PKG_CONFIG_LIBDIR} ${avow_arm_root}/usr/lib/aarch64-linux-gnu/pkgconfig)

# As DT_RPATH, which libraries that libraries need are looked for by, too (libbrotlicommon).
set(CMAKE_EXE_LINKER_FLAGS_INIT -Wl,--disable-new-dtags)
