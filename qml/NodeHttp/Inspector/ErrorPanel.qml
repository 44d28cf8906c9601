// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// An error in full: its code and words, the phase it happened in, and of a parse error the bytes with the offset.
ColumnLayout {
    id: panel

    required property ExchangeDetails details
    readonly property bool hasBytes: details.hasErrorBytes

    visible: details.errors.length > 0
    spacing: 0

    Rectangle {
        Layout.fillWidth: true
        Layout.margins: Look.margin
        Layout.bottomMargin: 0
        implicitHeight: content.implicitHeight + 12
        color: "transparent"
        border.color: Look.bad
        radius: 3

        ColumnLayout {
            id: content

            anchors.fill: parent
            anchors.margins: 6
            spacing: 2

            Repeater {
                model: panel.details.errors

                Label {
                    required property var modelData
                    required property int index

                    Layout.fillWidth: true
                    text: modelData.name + ": " + modelData.value
                    color: index === 0 ? Look.bad : panel.palette.windowText
                    font.bold: index === 0
                    wrapMode: Text.Wrap
                    textFormat: Text.PlainText
                }
            }
            BytesView {
                objectName: "errorBytes"
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(120, contentHeight)
                visible: panel.hasBytes
                bytes: panel.details.errorBytes
                mark: panel.hasBytes ? panel.details.errorAt : -1
            }
        }
    }
}
