# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
#
# The system's llhttp in its three forms, as the target LLHttp::LLHttp:
#   a CMake package (llhttp's own), pkg-config's libllhttp, or the C sources that Debian 12 ships in node-llhttp,
#   which are compiled into our library.

if(TARGET LLHttp::LLHttp)
  return()
endif()

find_package(llhttp CONFIG QUIET)
foreach(candidate llhttp::llhttp_shared llhttp::llhttp llhttp::llhttp_static)
  if(TARGET ${candidate} AND NOT TARGET LLHttp::LLHttp)
    add_library(LLHttp::LLHttp INTERFACE IMPORTED)
    target_link_libraries(LLHttp::LLHttp INTERFACE ${candidate})
    set(LLHttp_FORM "CMake package ${llhttp_VERSION}")
  endif()
endforeach()

if(NOT TARGET LLHttp::LLHttp)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(LLHTTP QUIET IMPORTED_TARGET libllhttp)
  endif()
  if(TARGET PkgConfig::LLHTTP)
    add_library(LLHttp::LLHttp INTERFACE IMPORTED)
    target_link_libraries(LLHttp::LLHttp INTERFACE PkgConfig::LLHTTP)
    set(LLHttp_FORM "pkg-config ${LLHTTP_VERSION}")
  endif()
endif()

if(NOT TARGET LLHttp::LLHttp)
  find_path(LLHttp_SOURCE_DIR llhttp.c PATHS /usr/share/llhttp NO_DEFAULT_PATH)
  find_path(LLHttp_INCLUDE_DIR llhttp.h PATHS /usr/share/include/llhttp /usr/share/llhttp NO_DEFAULT_PATH)
  if(LLHttp_SOURCE_DIR AND LLHttp_INCLUDE_DIR)
    add_library(nodehttp_llhttp OBJECT ${LLHttp_SOURCE_DIR}/llhttp.c ${LLHttp_SOURCE_DIR}/api.c
                                       ${LLHttp_SOURCE_DIR}/http.c)
    # llhttp 8 has two grammars in one file; the loose one accepts what request smuggling needs.
    target_compile_definitions(nodehttp_llhttp PUBLIC LLHTTP_STRICT_MODE=1)
    target_include_directories(nodehttp_llhttp SYSTEM PUBLIC ${LLHttp_INCLUDE_DIR})
    set_target_properties(nodehttp_llhttp PROPERTIES AUTOMOC OFF POSITION_INDEPENDENT_CODE ON
                                                     C_VISIBILITY_PRESET hidden)
    target_compile_options(nodehttp_llhttp PRIVATE -w)
    add_library(LLHttp::LLHttp ALIAS nodehttp_llhttp)
    set(LLHttp_OBJECTS $<TARGET_OBJECTS:nodehttp_llhttp>)
    set(LLHttp_FORM "C sources in ${LLHttp_SOURCE_DIR}")
  endif()
endif()

if(NOT TARGET LLHttp::LLHttp)
  message(FATAL_ERROR "llhttp was not found. Install libllhttp-dev (Debian 13 and newer) or node-llhttp (Debian 12).")
endif()
