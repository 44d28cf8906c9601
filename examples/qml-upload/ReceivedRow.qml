// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../qml-look"

// A file that came in.
RowLayout {
    id: row

    required property string name
    required property real size
    required property string time

    height: 36
    spacing: 12

    Label {
        Layout.fillWidth: true
        text: row.name
        elide: Text.ElideMiddle
    }
    Label {
        text: Qt.locale().formattedDataSize(row.size, 1, Locale.DataSizeSIFormat)
        color: Theme.faint
        font.pixelSize: Theme.small
    }
    Label {
        text: row.time
        color: Theme.faint
        font.pixelSize: Theme.small
    }
}
