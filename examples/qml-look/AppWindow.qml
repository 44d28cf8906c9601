// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

// The window of an example: a title, a line below it, a switch between light and dark, and what the example puts below.
ApplicationWindow {
    id: window

    property string subtitle: ""
    property alias corner: cornerRow.data
    default property alias content: body.data

    width: 1280
    height: 800
    minimumWidth: 900
    minimumHeight: 600
    visible: true
    color: Theme.page
    font.pixelSize: Theme.normal
    palette {
        window: Theme.page
        windowText: Theme.ink
        text: Theme.ink
        base: Theme.surface
        highlight: Theme.accent
        highlightedText: Theme.paper
        placeholderText: Theme.faint
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 32
        spacing: 24

        RowLayout {
            spacing: 12

            ColumnLayout {
                spacing: 4
                Label {
                    text: window.title
                    font.pixelSize: Theme.huge
                    font.weight: Font.DemiBold
                }
                Label {
                    text: window.subtitle
                    color: Theme.faint
                }
            }
            Item { Layout.fillWidth: true }
            RowLayout {
                id: cornerRow
                spacing: 12
            }
            PushButton {
                text: Theme.dark ? qsTr("Light") : qsTr("Dark")
                onClicked: Theme.dark = !Theme.dark
            }
        }

        Item {
            id: body
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
