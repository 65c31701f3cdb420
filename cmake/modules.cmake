# modules.cmake - the modules of src/ as object libraries, and libavow made of them.
#
# A module is compiled once for the static and once for the shared library: only the latter's objects export the public
# functions (AVOW_SHARED), so that a program or plug-in that contains the static library does not export them again.

if(AVOW_SHARED_LIBRARY)
    set(avow_kinds static shared)
else()
    set(avow_kinds static)
endif()
set(avow_modules "")            # names of the modules that have sources
set(avow_include_directories ${PROJECT_SOURCE_DIR}/include)
include(${CMAKE_CURRENT_LIST_DIR}/kernels.cmake)

# avow_module(NAME DEPENDENCY...): src/NAME/*.c
function(avow_module name)
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.c)
    set(includes ${PROJECT_SOURCE_DIR}/include)
    set(options "")
    foreach(module IN ITEMS ${name} ${ARGN})
        list(APPEND includes ${PROJECT_SOURCE_DIR}/src/${module})
    endforeach()
    set(avow_include_directories ${avow_include_directories} ${PROJECT_SOURCE_DIR}/src/${name} PARENT_SCOPE)
    if(name STREQUAL nn)
        avow_choose_kernels(sources)
    endif()
    if("nn" IN_LIST ARGN OR name STREQUAL nn)
        set(options -Wno-psabi)     # vectors are passed between inlined functions only
    endif()
    if(NOT sources)
        message(WARNING "src/${name} has no sources yet")
        set(avow_incomplete TRUE PARENT_SCOPE)
        return()
    endif()
    foreach(kind IN LISTS avow_kinds)
        add_library(avow_${name}_${kind} OBJECT ${sources})
        target_include_directories(avow_${name}_${kind} PRIVATE ${includes})
        target_compile_options(avow_${name}_${kind} PRIVATE ${options})
        if(kind STREQUAL shared)
            target_compile_definitions(avow_${name}_${kind} PRIVATE AVOW_SHARED)
        endif()
    endforeach()
    set(avow_modules ${avow_modules} ${name} PARENT_SCOPE)
endfunction()

# libavow.a and libavow.so of all the modules above.
function(avow_libraries)
    foreach(kind IN LISTS avow_kinds)
        string(TOUPPER ${kind} KIND)
        list(TRANSFORM avow_modules REPLACE "(.+)" "$<TARGET_OBJECTS:avow_\\1_${kind}>" OUTPUT_VARIABLE objects)
        if(kind STREQUAL shared AND avow_incomplete)
            message(WARNING "the library is incomplete: only libavow.a is built")
            continue()
        endif()
        add_library(avow_${kind} ${KIND} ${objects})
        set_target_properties(avow_${kind} PROPERTIES OUTPUT_NAME avow LINKER_LANGUAGE C)
        target_include_directories(avow_${kind} PUBLIC
            $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    endforeach()
    target_link_libraries(avow_static PUBLIC m)
    if(TARGET avow_shared)
        target_link_libraries(avow_shared PRIVATE m)
        set_target_properties(avow_shared PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0 EXPORT_NAME avow)
        if(NOT AVOW_SANITIZE)   # the sanitizers' run-time library comes with the program
            target_link_options(avow_shared PRIVATE -Wl,--no-undefined -Wl,--as-needed)
        endif()
    endif()
endfunction()
