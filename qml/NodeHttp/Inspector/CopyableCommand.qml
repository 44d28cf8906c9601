// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// A command to be typed elsewhere, and a button that copies it.
RowLayout {
    id: command

    property alias text: field.text

    spacing: 4

    TextField {
        id: field

        Layout.fillWidth: true
        Layout.preferredWidth: implicitWidth
        readOnly: true
        selectByMouse: true
        font.family: Look.monospace
        Accessible.name: qsTr("Command")
    }
    Button {
        text: qsTr("Copy")
        Accessible.name: qsTr("Copy the command")
        onClicked: InspectorTools.copy(field.text)
    }
}
