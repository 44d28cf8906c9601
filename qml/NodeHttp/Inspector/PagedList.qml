// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp.Inspector

// A list to be read with the keys: pages and ends as well as rows, and a frame while the keys go there.
ListView {
    id: list

    clip: true
    activeFocusOnTab: false
    onCountChanged: later.start()
    onActiveFocusChanged: later.start()
    Component.onCompleted: settle()
    boundsBehavior: Flickable.StopAtBounds
    function settle() { // nothing to be reached where nothing is; not while the focus is here
        if (!activeFocus)
            activeFocusOnTab = count > 0;
    }

    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(height / Look.rowHeight) - 1);
        const by = { [Qt.Key_PageUp]: -page, [Qt.Key_PageDown]: page, [Qt.Key_Home]: -count, [Qt.Key_End]: count }[event.key];
        if (by === undefined || event.modifiers !== Qt.NoModifier || count === 0)
            return;
        currentIndex = Math.max(0, Math.min(currentIndex + by, count - 1));
        event.accepted = true;
    }

    Timer {
        id: later
        interval: 0
        onTriggered: list.settle()
    }
    Rectangle {
        objectName: "listFocus"
        parent: list
        anchors.fill: parent
        z: 10
        visible: list.activeFocus
        color: "transparent"
        border.color: Look.accent
    }
}
