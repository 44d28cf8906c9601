// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// How much waited to be sent, and who had to wait for whom.
ColumnLayout {
    id: page

    required property ExchangeDetails details
    readonly property bool known: details.pressure.length > 0

    spacing: 0

    Item {
        Layout.fillWidth: true
        Layout.margins: Look.margin
        Layout.preferredHeight: 34
        visible: page.known

        Rectangle {
            id: whole
            width: parent.width
            height: 14
            color: "transparent"
            border.color: Look.line
        }
        Rectangle {
            width: whole.width * Math.min(1, page.details.fullness / 2)
            height: whole.height
            color: page.details.fullness > 1 ? Look.refused : Look.good
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("%1 times the high-water mark").arg(page.details.fullness.toFixed(1))
        }
        Rectangle { // the mark
            x: whole.width / 2
            width: 2
            height: whole.height + 4
            color: Look.faint
        }
        Label {
            x: whole.width / 2 + 6
            y: whole.height
            text: qsTr("high-water mark")
            color: Look.faint
        }
    }
    PairList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        rows: page.details.pressure
        nothing: qsTr("Nothing had to wait")
    }
}
