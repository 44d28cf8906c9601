# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
#
# qmllint answers 0 for warnings in some versions; what it prints decides.

execute_process(COMMAND ${QMLLINT} ${IMPORTS} ${FILES} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT result EQUAL 0 OR said MATCHES "Warning|Error|Info")
  message(FATAL_ERROR "qmllint is not content:\n${said}")
endif()
