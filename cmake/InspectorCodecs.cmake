# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
#
# The system's libraries for content encodings, each of which the inspector can do without.
#
#   nodehttp_use_codecs(TARGET SCOPE)   links TARGET with those that are there; sets NODEHTTP_CODECS to their names

find_package(PkgConfig)

function(nodehttp_use_codecs target scope)
  set(found "")
  foreach(codec IN ITEMS "ZLIB zlib gzip,deflate" "BROTLI libbrotlidec br" "ZSTD libzstd zstd")
    separate_arguments(codec)
    list(GET codec 0 name)
    list(GET codec 1 package)
    list(GET codec 2 encodings)
    if(PkgConfig_FOUND)
      pkg_check_modules(NODEHTTP_${name} QUIET IMPORTED_TARGET ${package})
    endif()
    if(TARGET PkgConfig::NODEHTTP_${name})
      target_link_libraries(${target} ${scope} PkgConfig::NODEHTTP_${name})
      target_compile_definitions(${target} PRIVATE NODEHTTP_HAS_${name})
      list(APPEND found ${encodings})
    endif()
  endforeach()
  if(NOT found)
    set(found "none: install the development files of zlib, brotli or zstd")
  endif()
  list(JOIN found ", " found)
  set(NODEHTTP_CODECS "${found}" PARENT_SCOPE)
endfunction()
