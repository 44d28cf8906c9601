// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// The exchange in a few lines; what went wrong stands first.
ColumnLayout {
    id: page

    required property ExchangeDetails details

    spacing: 0

    ErrorPanel {
        Layout.fillWidth: true
        details: page.details
    }
    RowLayout {
        visible: page.details.peer > 0
        Layout.margins: Look.margin
        Layout.bottomMargin: 0

        Button {
            objectName: "peer"
            text: page.details.isClient ? qsTr("To the server's end, no. %1").arg(page.details.peer)
                                        : qsTr("To the client's end, no. %1").arg(page.details.peer)
            onClicked: page.details.session.selected = page.details.peer
        }
        Label {
            text: qsTr("Both ends are in this process")
            color: Look.faint
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
    }
    PhaseBar {
        Layout.fillWidth: true
        Layout.margins: Look.margin
        details: page.details
        visible: page.details.total > 0
    }
    PairList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        rows: page.details.overview
    }
}
