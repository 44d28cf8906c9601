// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// What every key does.
Dialog {
    id: help

    readonly property var keys: [
        ["F1", qsTr("This list")],
        ["Ctrl+L", qsTr("Filter")],
        ["Ctrl+F", qsTr("Search in headers and bodies")],
        ["F3, Shift+F3", qsTr("Next and previous hit")],
        ["\u2191 \u2193 PgUp PgDn Home End", qsTr("Another exchange")],
        ["Enter", qsTr("To the details; Esc goes back")],
        ["Ctrl+Tab, Ctrl+Shift+Tab", qsTr("Another page of the details")],
        ["Ctrl+PgUp, Ctrl+PgDn", qsTr("Another page of the inspector")],
        ["Ctrl+P", qsTr("Go to the other end of the exchange")],
        ["Ctrl+C", qsTr("Copy the row")],
        ["Ctrl+R", qsTr("Record, or stop")],
        ["Ctrl+Space", qsTr("Hold the table, or let it go on")],
        ["Ctrl+Shift+Del", qsTr("Clear")],
        ["Ctrl+E", qsTr("Edit the chosen request in the composer")],
        ["Ctrl+Shift+E", qsTr("Send the chosen request again")],
        ["Ctrl+Return", qsTr("Composer: send; Ctrl+. aborts")],
        ["F8", qsTr("Breakpoints: let the exchange go on")],
        ["Ctrl+D", qsTr("Details below or at the right")],
        ["Alt+\u2191, Alt+\u2193", qsTr("Larger and smaller details")],
        ["Ctrl+O", qsTr("Import a HAR file")],
        ["Ctrl+S", qsTr("Export what is shown as a HAR file")],
        ["Shift+F10", qsTr("Menu of the row")]
    ]

    title: qsTr("Keys")
    width: 560
    modal: true
    standardButtons: Dialog.Close
    Component.onCompleted: standardButton(Dialog.Close).text = qsTr("Close") // the application need not have Qt's own texts
    contentItem: GridLayout {
        columns: 2
        columnSpacing: 24
        rowSpacing: 6

        Repeater {
            model: help.keys.length * 2

            Label {
                required property int index

                text: help.keys[Math.floor(index / 2)][index % 2]
                font.bold: index % 2 === 0
            }
        }
    }
}
