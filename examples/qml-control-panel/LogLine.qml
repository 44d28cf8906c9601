// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../qml-look"

// What changed, when, and who wanted it.
Item {
    id: line

    required property int index
    required property string time
    required property string what
    required property string who

    implicitHeight: 40

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: 12; rightMargin: 12 }
        height: 1
        color: Theme.line
        visible: line.index > 0
    }
    RowLayout {
        anchors { fill: parent; leftMargin: 12; rightMargin: 12 }
        spacing: 20
        Label {
            text: line.time
            color: Theme.faint
            font.pixelSize: Theme.small
        }
        Label {
            Layout.fillWidth: true
            text: line.what
            elide: Text.ElideRight
        }
        Label {
            text: line.who
            color: Theme.faint
            font.pixelSize: Theme.small
        }
    }
}
