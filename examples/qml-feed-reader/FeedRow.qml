// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../qml-look"

// A feed in the list of feeds: its name, how many entries are new, how the refresh goes.
ItemDelegate {
    id: row

    required property int index
    required property Feed modelData

    implicitHeight: 66
    highlighted: ListView.isCurrentItem
    onClicked: ListView.view.currentIndex = index

    contentItem: ColumnLayout {
        spacing: 4
        RowLayout {
            Label {
                Layout.fillWidth: true
                text: row.modelData.title
                font.weight: Font.Medium
                elide: Text.ElideRight
            }
            Badge {
                visible: row.modelData.unread > 0
                text: row.modelData.unread
            }
        }
        Meter {
            Layout.fillWidth: true
            visible: row.modelData.busy
            implicitHeight: 4
            running: !row.modelData.sized
            value: row.modelData.progress
        }
        Label {
            Layout.fillWidth: true
            visible: !row.modelData.busy
            text: row.modelData.errorString || row.modelData.address.replace(/^https?:\/\//, "")
            color: row.modelData.errorString ? Theme.bad : Theme.faint
            font.pixelSize: Theme.small
            elide: Text.ElideRight
        }
    }
    background: Rectangle {
        radius: 8
        color: row.highlighted ? Theme.selected : row.hovered ? Theme.page : "transparent"
    }
}
