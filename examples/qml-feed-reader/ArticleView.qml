// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import "../qml-look"

// One entry, to read.
Flickable {
    id: view

    property var entry: null

    clip: true
    contentHeight: column.implicitHeight
    ScrollBar.vertical: ScrollBar {}

    Column {
        id: column
        width: view.width
        spacing: 14
        visible: view.entry !== null

        Label {
            width: parent.width
            text: view.entry ? view.entry.title : ""
            font.pixelSize: Theme.huge
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Label {
            text: view.entry ? [view.entry.author, view.entry.when].filter(part => part).join(" · ") : ""
            color: Theme.faint
        }
        Label {
            width: parent.width
            topPadding: 10
            textFormat: Text.PlainText // what comes from outside stays text
            text: view.entry ? view.entry.body : ""
            font.pixelSize: 17
            lineHeight: 1.45
            wrapMode: Text.Wrap
        }
    }
    Label {
        anchors.centerIn: parent
        visible: view.entry === null
        text: qsTr("Choose an entry")
        color: Theme.faint
    }
}
