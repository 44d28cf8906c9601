# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
#
# Installs the built library into a scratch folder and uses it from there: by CMake, by pkg-config, and from QML.

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE}/tests/install/consumer -B ${SCRATCH}/build -G Ninja
    -DCMAKE_PREFIX_PATH=${SCRATCH}/prefix -DCMAKE_CXX_FLAGS=${FLAGS})
run(${CMAKE_COMMAND} --build ${SCRATCH}/build)
run(${SCRATCH}/build/consumer)

find_program(PKG_CONFIG pkg-config)
file(GLOB_RECURSE pc ${SCRATCH}/prefix/nodehttp-core.pc)
if(NOT PKG_CONFIG OR NOT pc)
  message(FATAL_ERROR "no pkg-config, or no nodehttp-core.pc was installed")
endif()
cmake_path(GET pc PARENT_PATH folder)
set(ENV{PKG_CONFIG_PATH} ${folder})
execute_process(COMMAND ${PKG_CONFIG} --modversion nodehttp-core OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT version STREQUAL VERSION)
  message(FATAL_ERROR "pkg-config says version '${version}', not ${VERSION}")
endif()
execute_process(COMMAND ${PKG_CONFIG} --variable=libdir nodehttp-core OUTPUT_VARIABLE libdir OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT EXISTS ${libdir}/libNodeHttpCore.so)
  message(FATAL_ERROR "pkg-config's libdir '${libdir}' has no libNodeHttpCore.so")
endif()

if(QML_FOLDER AND NOT FLAGS) # the program qml is not built with a sanitizer
  find_program(QML NAMES qml6 qml PATHS /usr/lib/qt6/bin NO_DEFAULT_PATH)
  find_program(QML NAMES qml6 qml REQUIRED)
  set(ENV{QT_QPA_PLATFORM} offscreen)
  run(${QML} -I ${SCRATCH}/prefix/${QML_FOLDER} ${SOURCE}/tests/install/consumer/Main.qml)
  foreach(file IN ITEMS qmldir plugins.qmltypes)
    if(NOT EXISTS ${SCRATCH}/prefix/${QML_FOLDER}/NodeHttp/${file})
      message(FATAL_ERROR "the QML module was installed without ${file}")
    endif()
  endforeach()
endif()
