// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick

Rectangle {
    required property color surface
    required property color line

    radius: 14
    color: surface
    border.color: line
}
