// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// A tab with room around its title. Tab leads to the chosen one, arrows from there to the others; where they are is seen.
TabButton {
    id: tab

    width: implicitWidth
    leftPadding: 10
    rightPadding: 10
    activeFocusOnTab: false
    onCheckedChanged: later.start()
    onActiveFocusChanged: later.start()
    Component.onCompleted: settle()

    function settle() { // not while the focus is here
        if (!activeFocus)
            activeFocusOnTab = checked;
    }

    Timer {
        id: later
        interval: 0
        onTriggered: tab.settle()
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: 2
        visible: tab.visualFocus
        color: "transparent"
        border.color: Look.accent
        border.width: 2
        radius: 2
    }
}
