// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// What to do while there is nothing to be seen.
ColumnLayout {
    id: empty

    required property InspectorSession session
    readonly property bool filtered: session.count > 0

    spacing: 12

    Label {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
        font.pixelSize: 18
        text: empty.filtered ? qsTr("The filter lets none of the %L1 exchanges through").arg(empty.session.count)
                             : !empty.session.recording ? qsTr("Nothing is recorded") : qsTr("No exchange yet")
    }
    Label {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
        color: Look.faint
        visible: !empty.filtered
        text: !empty.session.recording ? qsTr("Start recording, or drop a HAR file here.")
                                       : empty.session.binUrl ? qsTr("The bin answers whatever comes. Send it something:")
                                                              : qsTr("Start a bin, a server that answers whatever comes, or drop a HAR file here.")
    }
    CopyableCommand {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: 560
        visible: !empty.filtered && empty.session.recording && empty.session.binUrl
        text: "curl -d 'hello=world' '" + empty.session.binUrl + "/first?answer=42'"
    }
    Button {
        Layout.alignment: Qt.AlignHCenter
        visible: empty.filtered
        text: qsTr("Clear the filter")
        onClicked: empty.session.filterText = ""
    }
    Button {
        Layout.alignment: Qt.AlignHCenter
        visible: !empty.filtered && !empty.session.recording
        text: qsTr("Record")
        onClicked: empty.session.recording = true
    }
    Button {
        Layout.alignment: Qt.AlignHCenter
        objectName: "startBin"
        visible: !empty.filtered && empty.session.recording && !empty.session.binUrl
        text: qsTr("Start a bin")
        onClicked: empty.session.startBin(0)
    }
}
