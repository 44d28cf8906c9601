// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// Bytes with their offsets; one can be pointed at.
PagedList {
    id: view

    property alias bytes: own.bytes
    property alias mark: own.mark
    property HexModel source: own

    model: source
    reuseItems: true
    cacheBuffer: 0
    flickableDirection: Flickable.AutoFlickIfNeeded
    contentWidth: measure.advanceWidth
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Bytes")
    ScrollBar.vertical: ScrollBar {}
    ScrollBar.horizontal: ScrollBar {}
    onMarkChanged: showMark()
    onCountChanged: showMark()

    function showMark() {
        if (mark >= 0 && count > 0)
            positionViewAtIndex(Math.min(count - 1, Math.floor(mark / 16)), ListView.Center);
    }

    HexModel {
        id: own
    }
    TextMetrics {
        id: measure
        font.family: Look.monospace
        text: "  00000000  " + "00 ".repeat(16) + "  " + "0".repeat(16) + "  "
    }
    FontMetrics {
        id: letter
        font.family: Look.monospace
    }
    delegate: Item {
        id: row

        required property string offset
        required property string hex
        required property string characters
        required property int mark
        readonly property real one: letter.advanceWidth("0")

        width: measure.advanceWidth
        height: letter.height + 3

        Rectangle {
            visible: row.mark >= 0
            x: Look.margin + row.one * (10 + 3 * row.mark + (row.mark > 7 ? 1 : 0)) - 1
            width: row.one * 2 + 2
            height: parent.height
            color: Look.bad
            opacity: 0.35
        }
        Text {
            x: Look.margin
            font.family: Look.monospace
            textFormat: Text.PlainText
            color: Look.faint
            text: row.offset
        }
        Text {
            x: Look.margin + 10 * row.one
            font.family: Look.monospace
            textFormat: Text.PlainText
            color: view.palette.text
            text: row.hex
        }
        Text {
            x: Look.margin + 60 * row.one
            font.family: Look.monospace
            textFormat: Text.PlainText
            color: view.palette.text
            text: row.characters
        }
    }
}
