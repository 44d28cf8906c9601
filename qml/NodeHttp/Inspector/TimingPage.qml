// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Every phase with its bar.
ColumnLayout {
    id: page

    required property ExchangeDetails details

    spacing: 6

    Label {
        Layout.margins: Look.margin
        Layout.fillWidth: true
        wrapMode: Text.WordWrap
        text: page.details.total <= 0 ? qsTr("No times yet")
            : page.details.isClient ? (page.details.reused ? qsTr("%1 on a connection that was open before").arg(InspectorTools.durationText(page.details.total))
                                                           : qsTr("%1 with a connection of its own").arg(InspectorTools.durationText(page.details.total)))
                                    : qsTr("%1 at the server").arg(InspectorTools.durationText(page.details.total))
    }
    Repeater {
        model: page.details.phases

        RowLayout {
            id: row

            required property var modelData

            Layout.fillWidth: true
            Layout.leftMargin: Look.margin
            Layout.rightMargin: Look.margin
            spacing: Look.margin

            Label {
                Layout.preferredWidth: 80
                text: row.modelData.name
            }
            Item {
                Layout.fillWidth: true
                Layout.preferredHeight: 14

                Rectangle {
                    anchors.fill: parent
                    color: "transparent"
                    border.color: Look.line
                }
                Rectangle {
                    x: row.modelData.start / Math.max(1, page.details.total) * parent.width
                    width: Math.max(row.modelData.lasted > 0 ? 2 : 0, row.modelData.lasted / Math.max(1, page.details.total) * parent.width)
                    height: parent.height
                    color: colors.phaseColor(row.modelData.phase, Look.dark)
                }
            }
            Label {
                Layout.preferredWidth: 80
                horizontalAlignment: Text.AlignRight
                text: row.modelData.text
            }
        }
    }
    WaterfallBar {
        id: colors
        visible: false
    }
    Item {
        Layout.fillHeight: true
    }
}
