// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// A port, the button that starts and stops what listens on it, and what went wrong.
RowLayout {
    id: row

    property bool listening: false
    property int port: 0
    property string problem: ""
    property string what: ""
    signal startWanted(int port)
    signal stopWanted()

    spacing: 6

    Label { text: qsTr("Port") }
    TextField {
        id: field

        objectName: "port"
        Layout.preferredWidth: 80
        focus: true
        enabled: !row.listening
        text: row.listening ? String(row.port) : "0"
        validator: IntValidator { bottom: 0; top: 65535 }
        inputMethodHints: Qt.ImhDigitsOnly
        selectByMouse: true
        Accessible.name: qsTr("Port of the %1; 0 takes any free one").arg(row.what)
        Keys.onReturnPressed: {
            if (acceptableInput)
                row.startWanted(Number(text));
        }
    }
    Button {
        objectName: "startStop"
        text: row.listening ? qsTr("Stop") : qsTr("Start")
        highlighted: !row.listening
        enabled: row.listening || field.acceptableInput
        Accessible.name: row.listening ? qsTr("Stop the %1").arg(row.what) : qsTr("Start the %1").arg(row.what)
        onClicked: {
            if (row.listening)
                row.stopWanted();
            else
                row.startWanted(Number(field.text));
        }
    }
    Label {
        Layout.fillWidth: true
        text: row.problem !== "" ? row.problem : row.listening ? qsTr("listens on this machine only") : qsTr("0 takes any free port")
        color: row.problem !== "" ? Look.bad : Look.faint
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }
}
