// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic

TextField {
    id: field

    leftPadding: 12
    rightPadding: 12
    topPadding: 9
    bottomPadding: 9
    font.pixelSize: Theme.normal
    color: Theme.ink
    selectByMouse: true

    background: Rectangle {
        radius: 8
        color: Theme.surface
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.line
    }
}
