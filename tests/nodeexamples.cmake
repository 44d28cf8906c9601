# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
#
# The C++ of docs/node-examples.md as functions, one for each example, that tst_nodeexamples calls.

set(page ${PROJECT_SOURCE_DIR}/docs/node-examples.md)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page})
file(READ ${page} rest)
set(parameters_plain "[[maybe_unused]] QObject *context, [[maybe_unused]] int port")
set(parameters_client "ClientRequest *request")
set(parameters_response "[[maybe_unused]] IncomingMessage *request, [[maybe_unused]] ServerResponse *response")
set(parameters_server "QObject *context, Server *&server")
set(functions "")
set(table "")
while(TRUE)
  string(FIND "${rest}" "<!-- example" at)
  if(at LESS 0)
    break()
  endif()
  string(SUBSTRING "${rest}" ${at} -1 rest)
  string(REGEX MATCH "^<!-- examples? ([0-9]+)[^:]*: ([a-z]+)" matched "${rest}")
  set(number ${CMAKE_MATCH_1})
  set(kind ${CMAKE_MATCH_2})
  string(FIND "${rest}" "```cpp\n" at)
  math(EXPR at "${at} + 7")
  string(SUBSTRING "${rest}" ${at} -1 rest)
  string(FIND "${rest}" "\n```" end)
  string(SUBSTRING "${rest}" 0 ${end} code)
  string(APPEND functions "static void example${number}(${parameters_${kind}})\n{\n${code}\n}\n\n")
  string(APPEND table "        {${number}, &example${number}},\n")
endwhile()
file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/nodeexamples.cpp CONTENT "// Made from docs/node-examples.md.
#include \"nodeexamples.h\"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

${functions}const QMap<int, Example> &examples()
{
    static const QMap<int, Example> all = {
${table}    };
    return all;
}
")
target_sources(tst_nodeexamples PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/nodeexamples.cpp)
target_include_directories(tst_nodeexamples PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/auto/api)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/nodeexamples.cpp PROPERTIES SKIP_AUTOMOC ON)
