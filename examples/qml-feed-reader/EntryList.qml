// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import "../qml-look"

// The entries of a feed. Pulled down beyond its top, it asks for news.
ListView {
    id: list

    readonly property real pull: Math.max(0, -verticalOvershoot)
    readonly property real enough: 70
    property bool busy: false
    property bool armed: false
    signal refreshWanted()

    clip: true
    boundsBehavior: Flickable.DragOverBounds
    currentIndex: -1
    delegate: EntryRow { width: ListView.view.width }
    ScrollBar.vertical: ScrollBar {}

    onPullChanged: {
        if (dragging)
            armed = pull > enough;
    }
    onDraggingChanged: {
        if (!dragging && armed) {
            armed = false;
            refreshWanted();
        }
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        y: list.pull / 2 - height / 2
        visible: list.pull > 20 && !list.busy
        text: list.armed ? qsTr("Let go to refresh") : qsTr("Pull to refresh")
        color: list.armed ? Theme.accent : Theme.faint
        font.pixelSize: Theme.small
    }
}
