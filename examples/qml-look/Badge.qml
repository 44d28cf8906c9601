// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic

// A word or a number that should be seen.
Rectangle {
    id: badge

    property string text: ""
    property color tone: Theme.accent

    implicitWidth: Math.max(label.implicitWidth + 20, implicitHeight)
    implicitHeight: label.implicitHeight + 8
    radius: height / 2
    color: Qt.alpha(tone, Theme.dark ? 0.2 : 0.12)

    Label {
        id: label
        anchors.centerIn: parent
        text: badge.text
        color: badge.tone
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
    }
}
