# install.cmake - what `cmake --install` puts where: headers, both libraries, pkg-config and CMake package files, the
# command with manual and completions, the model.
include(CMakePackageConfigHelpers)

if(avow_incomplete)
    return()
endif()
set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/avow)

install(DIRECTORY include/avow DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(TARGETS avow_static EXPORT avow-targets)
if(TARGET avow_shared)
    install(TARGETS avow_shared EXPORT avow-targets)
endif()
foreach(reader IN ITEMS avow_reader_static avow_reader_shared)
    if(TARGET ${reader})
        install(TARGETS ${reader} EXPORT avow-targets)
    endif()
endforeach()
install(EXPORT avow-targets NAMESPACE avow:: DESTINATION ${package_directory})
configure_package_config_file(cmake/avow-config.cmake.in avow-config.cmake INSTALL_DESTINATION ${package_directory})
write_basic_package_version_file(avow-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/avow-config.cmake ${PROJECT_BINARY_DIR}/avow-config-version.cmake
        DESTINATION ${package_directory})

cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
           OUTPUT_VARIABLE prefix_from_pkgconfig)
foreach(file IN ITEMS avow avow-read)
    if(file STREQUAL avow OR AVOW_READ)
        configure_file(cmake/${file}.pc.in ${file}.pc @ONLY)
        install(FILES ${PROJECT_BINARY_DIR}/${file}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    endif()
endforeach()

install(FILES models/avow-en.model DESTINATION ${CMAKE_INSTALL_DATADIR}/avow OPTIONAL)
install(DIRECTORY doc/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man3 FILES_MATCHING PATTERN "*.3")
if(TARGET avow)
    install(TARGETS avow)
    install(DIRECTORY doc/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
    install(FILES cli/completion/avow.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME avow)
    install(FILES cli/completion/_avow DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
endif()
