// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// A message: its first line, headers, trailers, and its body below.
SplitView {
    id: page

    required property ExchangeDetails details
    property bool ofRequest: true
    property string mark: ""
    property int occurrence: -1
    readonly property var headers: ofRequest ? details.requestHeaders : details.responseHeaders
    readonly property var trailers: ofRequest ? details.requestTrailers : details.responseTrailers
    readonly property string firstLine: ofRequest ? details.requestLine : details.statusLine

    orientation: Qt.Vertical
    handle: PaneHandle {}

    ColumnLayout {
        SplitView.preferredHeight: page.height * 0.45
        SplitView.minimumHeight: 40
        spacing: 0

        TextEdit {
            Layout.fillWidth: true
            Layout.margins: Look.margin
            Layout.bottomMargin: 2
            visible: page.firstLine !== ""
            text: page.firstLine
            readOnly: true
            selectByMouse: true
            wrapMode: TextEdit.WrapAnywhere
            textFormat: TextEdit.PlainText
            font.family: Look.monospace
            color: page.palette.text
            selectionColor: page.palette.highlight
            selectedTextColor: page.palette.highlightedText
        }
        PairList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            mark: page.mark
            rows: page.headers.concat(page.trailers.map(row => ({ name: row.name, value: row.value, note: qsTr("trailer") })))
            nothing: page.ofRequest ? qsTr("The request has no head yet") : qsTr("No response yet")
            Accessible.name: qsTr("Headers")
        }
    }
    BodyPage {
        SplitView.fillHeight: true
        SplitView.minimumHeight: 60
        session: page.details.session
        number: page.details.number
        ofRequest: page.ofRequest
        mark: page.mark
        occurrence: page.occurrence
    }
}
