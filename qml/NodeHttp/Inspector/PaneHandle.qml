// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// Between two panes. Its size does not depend on the direction, which may change while the window is open.
Rectangle {
    id: handle

    implicitWidth: 5
    implicitHeight: 5
    color: SplitHandle.pressed || SplitHandle.hovered ? Look.accent : Look.system.window

    Rectangle {
        anchors.centerIn: parent
        width: handle.width > handle.height ? handle.width : 1
        height: handle.width > handle.height ? 1 : handle.height
        color: Look.line
    }
}
