// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A device with a screen and a web page that show the same thing: the page is served from here, its changes come in as
// small POST requests, and everything that changes goes out to every page as a server-sent event.
//
//     qml -I build/release/qml examples/qml-control-panel/Main.qml [-- --port 8080] [--dark]

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../qml-look"

AppWindow {
    id: window

    title: qsTr("Greenhouse 2")
    subtitle: panel.url ? qsTr("Served at %1 – open it in a browser").arg(panel.url) : panel.errorString || qsTr("Not served")
    corner: Badge {
        text: panel.viewers === 1 ? qsTr("1 page is watching") : qsTr("%1 pages are watching").arg(panel.viewers)
        tone: panel.viewers > 0 ? Theme.good : Theme.faint
    }

    Panel {
        id: panel
        port: Number(Theme.option("--port", "8080"))
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 24

        RowLayout {
            spacing: 24
            Repeater {
                model: panel.settings
                delegate: SettingCard { Layout.fillWidth: true }
                onItemAdded: (index, item) => (item as SettingCard).wanted.connect(panel.changeHere)
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Label {
                id: heading
                x: 24
                y: 20
                text: qsTr("What happened")
                font.pixelSize: Theme.large
                font.weight: Font.DemiBold
            }
            ListView {
                anchors { top: heading.bottom; left: parent.left; right: parent.right; bottom: parent.bottom; margins: 12; bottomMargin: 2 }
                clip: true
                model: panel.log
                delegate: LogLine { width: ListView.view.width }
                ScrollBar.vertical: ScrollBar {}
            }
            Label {
                anchors.centerIn: parent
                visible: panel.log.count === 0
                text: qsTr("Nothing yet. Move a slider, here or on the page.")
                color: Theme.faint
            }
        }
    }
}
