// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../qml-look"

// A file in the list of uploads: how far it is, how fast it goes, and what can be done about it.
Item {
    id: row

    required property int index
    required property Upload modelData
    readonly property bool sending: modelData.state === "sending"
    readonly property color tone: modelData.state === "failed" ? Theme.bad : modelData.state === "done" ? Theme.good : Theme.accent

    function bytes(number: real): string {
        return Qt.locale().formattedDataSize(Math.max(0, number), 1, Locale.DataSizeSIFormat);
    }

    function words(): string {
        switch (row.modelData.state) {
        case "waiting":
            return qsTr("Waiting");
        case "sending":
            if (row.modelData.transferred >= row.modelData.size)
                return qsTr("%1 sent, waiting for the answer").arg(row.bytes(row.modelData.size));
            return qsTr("%1 of %2 · %3/s").arg(row.bytes(row.modelData.transferred)).arg(row.bytes(row.modelData.size))
                                          .arg(row.bytes(row.modelData.rate));
        case "done":
            return qsTr("Sent · %1").arg(row.bytes(row.modelData.size));
        case "stopped":
            return qsTr("Stopped");
        default:
            return row.modelData.errorString;
        }
    }

    implicitHeight: 84

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: 14; rightMargin: 14 }
        height: 1
        color: Theme.line
        visible: row.index > 0
    }
    RowLayout {
        anchors { fill: parent; leftMargin: 14; rightMargin: 14 }
        spacing: 20

        ColumnLayout {
            spacing: 7
            RowLayout {
                Label {
                    Layout.fillWidth: true
                    text: row.modelData.name
                    font.weight: Font.Medium
                    elide: Text.ElideMiddle
                }
                Label {
                    text: Math.floor(row.modelData.progress * 100) + " %"
                    color: row.tone
                    visible: row.sending || row.modelData.state === "done"
                }
            }
            Meter {
                Layout.fillWidth: true
                value: row.modelData.progress
                tone: row.tone
            }
            Label {
                Layout.fillWidth: true
                text: row.words()
                color: row.modelData.state === "failed" ? Theme.bad : Theme.faint
                font.pixelSize: Theme.small
                elide: Text.ElideRight
            }
        }
        PushButton {
            Layout.preferredWidth: 96
            visible: row.modelData.state !== "done"
            text: row.sending || row.modelData.state === "waiting" ? qsTr("Stop") : qsTr("Again")
            tone: row.sending ? Theme.faint : Theme.accent
            onClicked: row.sending || row.modelData.state === "waiting" ? row.modelData.stop() : row.modelData.start()
        }
        Badge {
            Layout.preferredWidth: 96
            visible: row.modelData.state === "done"
            text: qsTr("Done")
            tone: Theme.good
        }
    }
}
