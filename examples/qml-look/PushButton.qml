// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic

Button {
    id: button

    property bool primary: false
    property color tone: Theme.accent

    leftPadding: 16
    rightPadding: 16
    topPadding: 9
    bottomPadding: 9
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45

    contentItem: Text {
        text: button.text
        font.pixelSize: Theme.normal
        font.weight: Font.Medium
        color: button.primary ? Theme.paper : button.tone
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        radius: 8
        color: button.primary ? (button.down ? Qt.darker(button.tone, 1.15) : button.tone)
                              : Qt.alpha(button.tone, button.down ? 0.22 : button.hovered ? 0.14 : 0.07)
        border.width: button.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
}
