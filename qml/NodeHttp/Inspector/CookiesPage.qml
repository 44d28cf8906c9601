// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Layouts
import NodeHttp.Inspector

// Cookies that were sent and those that were set.
ColumnLayout {
    id: page

    required property ExchangeDetails details

    spacing: 0

    Section {
        text: qsTr("Sent with the request")
    }
    PairList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        rows: page.details.requestCookies
        nothing: qsTr("No cookie was sent")
    }
    Section {
        text: qsTr("Set by the response")
    }
    PairList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        rows: page.details.responseCookies
        nothing: qsTr("No cookie was set")
    }
}
