// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Layouts
import NodeHttp.Inspector

// The connection and its TLS.
ColumnLayout {
    id: page

    required property ExchangeDetails details

    spacing: 0

    ErrorPanel {
        Layout.fillWidth: true
        details: page.details
    }
    PairList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        rows: page.details.connectionFacts
    }
}
