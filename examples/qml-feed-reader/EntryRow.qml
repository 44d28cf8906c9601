// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../qml-look"

// An entry in the list of entries; a dot marks what was not read.
ItemDelegate {
    id: row

    required property int index
    required property string title
    required property string author
    required property string when
    required property bool fresh

    implicitHeight: 72
    highlighted: ListView.isCurrentItem
    onClicked: ListView.view.currentIndex = index

    contentItem: RowLayout {
        spacing: 12
        Rectangle {
            Layout.preferredWidth: 8
            Layout.preferredHeight: 8
            radius: 4
            color: row.fresh ? Theme.accent : "transparent"
        }
        ColumnLayout {
            spacing: 4
            Label {
                Layout.fillWidth: true
                text: row.title
                font.weight: row.fresh ? Font.DemiBold : Font.Normal
                elide: Text.ElideRight
            }
            Label {
                Layout.fillWidth: true
                text: row.author && row.when ? row.author + " · " + row.when : row.author || row.when
                color: Theme.faint
                font.pixelSize: Theme.small
                elide: Text.ElideRight
            }
        }
    }
    background: Rectangle {
        radius: 8
        color: row.highlighted ? Theme.selected : row.hovered ? Theme.page : "transparent"
    }
}
