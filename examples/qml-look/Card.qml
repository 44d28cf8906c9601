// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick

Rectangle {
    radius: 12
    color: Theme.surface
    border.color: Theme.line
}
