// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Both heads: by name, or byte for byte.
ColumnLayout {
    id: page

    required property ExchangeDetails details
    property string mark: ""

    spacing: 0

    RowLayout {
        Layout.margins: 4
        spacing: 4

        CheckBox {
            id: raw
            objectName: "raw"
            text: qsTr("Bytes")
            Accessible.description: qsTr("Shows the heads byte for byte")
        }
        Button {
            text: qsTr("Copy request")
            onClicked: InspectorTools.copy(page.details.headersAsText(true))
        }
        Button {
            text: qsTr("Copy response")
            onClicked: InspectorTools.copy(page.details.headersAsText(false))
        }
    }
    Section {
        text: qsTr("Request")
    }
    PairList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: !raw.checked
        rows: page.details.requestHeaders
        mark: page.mark
        nothing: qsTr("None")
    }
    BytesView {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: raw.checked
        bytes: page.details.requestBytes
    }
    Section {
        text: qsTr("Response")
    }
    PairList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: !raw.checked
        rows: page.details.responseHeaders
        mark: page.mark
        nothing: qsTr("None")
    }
    BytesView {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: raw.checked
        bytes: page.details.responseBytes
    }
}
