// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Each event of Node as the signal it is here: when, from which object, in which thread.
ColumnLayout {
    id: page

    required property ExchangeDetails details
    readonly property var widths: [90, 150, 170, 60]

    spacing: 0

    Row {
        Layout.fillWidth: true
        visible: events.count > 0

        component Cell: Text { // in a Row: the layout around it would decide its height
            leftPadding: 6
            rightPadding: 6
            elide: Text.ElideRight
            textFormat: Text.PlainText
            verticalAlignment: Text.AlignVCenter
            height: Look.rowHeight
        }

        Repeater {
            model: [qsTr("After"), qsTr("Signal"), qsTr("Object"), qsTr("Thread"), qsTr("Node's event")]

            Cell {
                required property string modelData
                required property int index

                width: index < 4 ? page.widths[index] : 130
                horizontalAlignment: index === 0 || index === 3 ? Text.AlignRight : Text.AlignLeft
                text: modelData
                color: Look.faint
                font.bold: true
            }
        }
    }
    PagedList {
        id: events

        objectName: "events"
        Layout.fillWidth: true
        Layout.fillHeight: true
        model: page.details.events
        cacheBuffer: 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Events")
        ScrollBar.vertical: ScrollBar {}

        Label {
            anchors.centerIn: parent
            visible: events.count === 0
            text: qsTr("No event was recorded")
            color: Look.faint
        }
        delegate: Row {
            id: row

            required property var modelData

            Accessible.role: Accessible.ListItem
            Accessible.name: modelData.text + " " + modelData.signal + " " + modelData.object

            Cell {
                width: page.widths[0]
                horizontalAlignment: Text.AlignRight
                text: row.modelData.text
                color: Look.faint
            }
            Cell {
                width: page.widths[1]
                text: row.modelData.signal
                color: row.modelData.name === "error" || row.modelData.name === "aborted" ? Look.bad : page.palette.windowText
            }
            Cell {
                width: page.widths[2]
                text: row.modelData.object
                color: page.palette.windowText
            }
            Cell {
                width: page.widths[3]
                horizontalAlignment: Text.AlignRight
                text: row.modelData.thread
                color: page.palette.windowText
            }
            Cell {
                width: 130
                text: "'" + row.modelData.name + "'"
                color: Look.faint
            }
        }
    }
}
