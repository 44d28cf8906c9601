# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
#
# nodehttp_precompile(TARGET HEADERS...) or (TARGET REUSE_FROM OTHER): most of the time of a build goes into reading the
# same headers again. Off unless asked for, so that a build of a package sees that every file includes what it uses.

option(NODEHTTP_PRECOMPILED_HEADERS "Build faster with precompiled headers" OFF)

function(nodehttp_precompile target)
  if(NOT NODEHTTP_PRECOMPILED_HEADERS)
    return()
  endif()
  if(ARGV1 STREQUAL "REUSE_FROM")
    target_precompile_headers(${target} REUSE_FROM ${ARGV2})
  else()
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>) # for ccache
endfunction()
