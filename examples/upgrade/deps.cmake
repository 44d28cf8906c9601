# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT

find_package(Qt6 6.4 REQUIRED COMPONENTS WebSockets)
target_link_libraries(${name} PRIVATE Qt6::WebSockets)
