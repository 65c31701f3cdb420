# kernels.cmake - which of src/nn/kernel_*.c this processor takes, and the instructions that each of them may use.
#
# Each such file is one instruction set; the program chooses among those built in when it runs. Files that aren't named here
# are for every processor. AVX-VNNI needs GCC 11 or Clang 12.

set(avow_kernels_x86_64 avx2 avxvnni avx512vnni)
set(avow_flags_avx2 -mavx2)
set(avow_flags_avxvnni -mavx2 -mavxvnni)
set(avow_flags_avx512vnni -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni -mprefer-vector-width=512)
set(avow_kernels_aarch64 neon neondot)
set(avow_flags_neondot -march=armv8.2-a+dotprod)

string(TOLOWER "${CMAKE_SYSTEM_PROCESSOR}" avow_processor)
string(REGEX REPLACE "^amd64$" "x86_64" avow_processor "${avow_processor}")
string(REGEX REPLACE "^arm64$" "aarch64" avow_processor "${avow_processor}")

# Sets the flags of this processor's kernels and takes the others' out of the list of sources.
function(avow_choose_kernels sources_name)
    set(sources ${${sources_name}})
    foreach(kernel IN LISTS avow_kernels_x86_64 avow_kernels_aarch64)
        set(file ${PROJECT_SOURCE_DIR}/src/nn/kernel_${kernel}.c)
        if(kernel IN_LIST avow_kernels_${avow_processor})
            set_source_files_properties(${file} PROPERTIES COMPILE_OPTIONS "${avow_flags_${kernel}}")
        else()
            list(REMOVE_ITEM sources ${file})
        endif()
    endforeach()
    set(${sources_name} ${sources} PARENT_SCOPE)
endfunction()
