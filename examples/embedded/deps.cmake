# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT

target_link_libraries(${name} PRIVATE NodeHttp::InspectorQml)
