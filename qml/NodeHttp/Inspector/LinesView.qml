// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// A text by its lines, however many there are.
PagedList {
    id: view

    property LinesModel lines: null
    property bool wrapped: true
    property int markedRow: -1
    readonly property real numberWidth: measure.advanceWidth + 2 * Look.margin

    model: lines
    reuseItems: true
    cacheBuffer: 0
    flickableDirection: Flickable.AutoFlickIfNeeded
    contentWidth: width
    Accessible.role: Accessible.EditableText
    Accessible.name: qsTr("Text")
    ScrollBar.vertical: ScrollBar {}
    onMarkedRowChanged: {
        if (markedRow >= 0)
            positionViewAtIndex(markedRow, ListView.Center);
    }

    TextMetrics {
        id: measure
        font.family: Look.monospace
        text: "0".repeat(Math.max(2, String(view.lines ? view.lines.lines : 0).length))
    }
    delegate: Rectangle {
        id: row

        required property int line
        required property string content
        required property int index

        width: view.width
        height: words.height + 2
        color: index === view.markedRow ? Look.marked : "transparent"

        Text {
            width: view.numberWidth - Look.margin
            horizontalAlignment: Text.AlignRight
            font.family: Look.monospace
            color: Look.faint
            text: row.line > 0 ? row.line : ""
            Accessible.ignored: true
        }
        TextEdit {
            id: words

            x: view.numberWidth
            width: view.width - x - 12
            font.family: Look.monospace
            textFormat: TextEdit.PlainText
            readOnly: true
            selectByMouse: true
            wrapMode: TextEdit.WrapAnywhere
            color: view.palette.text
            selectionColor: view.palette.highlight
            selectedTextColor: view.palette.highlightedText
            text: row.content
        }
    }
}
