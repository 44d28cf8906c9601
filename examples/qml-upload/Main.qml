// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Sends files, two at a time, with a bar for each; on the right stands the server that takes them, which can be told to
// read slowly. Files come from a dialog, from the mouse, or from the command line.
//
//     qml -I build/release/qml examples/qml-upload/Main.qml [-- --dark] [--to URL] [FILE...]

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import NodeHttp
import "../qml-look"

AppWindow {
    id: window

    property var uploads: []
    property alias folder: receiver.folder
    readonly property bool ready: target.text !== ""
    readonly property int sending: uploads.filter(upload => upload.state === "sending").length

    function add(source: string) {
        const made = upload.createObject(window, { source: source, target: target.text.replace(/\/$/, ""), agent: connections });
        made.ended.connect(window.next);
        window.uploads = window.uploads.concat(made);
        window.next();
    }

    function next() {
        while (window.uploads.filter(upload => upload.state === "sending").length < 2) {
            const waiting = window.uploads.find(upload => upload.state === "waiting");
            if (!waiting)
                return;
            waiting.start();
        }
    }

    title: qsTr("Uploads")
    subtitle: sending > 0 ? qsTr("Sending %1 of %2").arg(sending).arg(uploads.length) : qsTr("Drop files on the list, or choose some")
    corner: PushButton {
        text: qsTr("Choose files…")
        primary: true
        onClicked: dialog.open()
    }

    Agent {
        id: connections
        keepAlive: true
    }

    Component {
        id: upload
        Upload {}
    }

    FileDialog {
        id: dialog
        fileMode: FileDialog.OpenFiles
        onAccepted: Array.from(dialog.selectedFiles).forEach(file => window.add(String(file)))
    }

    Receiver {
        id: receiver
        limit: slider.value * 1e6
        onListeningStarted: {
            if (target.text === "")
                target.text = url;
            const files = Theme.options.slice(Theme.options.findIndex(option => option.endsWith(".qml")) + 1);
            files.filter((option, at) => !option.startsWith("--") && files[at - 1] !== "--to").forEach(window.add);
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 20

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true

            RowLayout {
                id: top
                anchors { left: parent.left; right: parent.right; top: parent.top; margins: 24 }
                spacing: 14
                Label {
                    text: qsTr("To")
                    color: Theme.faint
                }
                TextLine {
                    id: target
                    Layout.fillWidth: true
                    text: Theme.option("--to", "")
                }
            }
            ListView {
                anchors { left: parent.left; right: parent.right; top: top.bottom; bottom: parent.bottom; margins: 10 }
                clip: true
                model: window.uploads
                delegate: UploadRow { width: ListView.view.width }
                ScrollBar.vertical: ScrollBar {}
            }
            Label {
                anchors.centerIn: parent
                visible: window.uploads.length === 0
                text: qsTr("No files yet")
                color: Theme.faint
            }
            Rectangle {
                anchors { fill: parent; margins: 6 }
                visible: drop.containsDrag
                radius: 10
                color: Qt.alpha(Theme.accent, 0.1)
                border.color: Theme.accent
                border.width: 2
            }
            DropArea {
                id: drop
                anchors.fill: parent
                onDropped: event => Array.from(event.urls).forEach(file => window.add(String(file)))
            }
        }

        Card {
            Layout.preferredWidth: 400
            Layout.fillHeight: true

            ColumnLayout {
                anchors { fill: parent; margins: 24 }
                spacing: 12

                Label {
                    text: qsTr("The other side")
                    font.pixelSize: Theme.large
                    font.weight: Font.DemiBold
                }
                Label {
                    Layout.fillWidth: true
                    text: receiver.url ? qsTr("%1 saves in %2").arg(receiver.url).arg(receiver.folder) : receiver.errorString
                    color: Theme.faint
                    font.pixelSize: Theme.small
                    elide: Text.ElideMiddle
                }
                RowLayout {
                    Layout.topMargin: 10
                    Label {
                        Layout.fillWidth: true
                        text: qsTr("Reads each file at")
                    }
                    Label {
                        text: slider.value > 0 ? qsTr("%1 MB/s").arg(slider.value) : qsTr("full speed")
                        color: Theme.accent
                    }
                }
                ValueSlider {
                    id: slider
                    Layout.fillWidth: true
                    from: 0
                    to: 20
                    stepSize: 1
                    value: 4
                }
                Label {
                    Layout.topMargin: 14
                    text: receiver.received.count === 0 ? qsTr("Nothing received") : qsTr("Received")
                    color: Theme.faint
                }
                ListView {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    clip: true
                    model: receiver.received
                    delegate: ReceivedRow { width: ListView.view.width }
                }
            }
        }
    }
}
