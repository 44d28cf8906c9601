// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Names and values, which can be selected and copied.
PagedList {
    id: list

    property var rows: []
    property string nothing: ""           // said when there are none
    property string mark: ""              // what is searched for: rows with it are marked
    property real nameWidth: Math.min(200, width * 0.35)

    function isMarked(row: var): bool {
        const wanted = mark.toLowerCase();
        return wanted !== "" && (row.name + ": " + row.value).toLowerCase().includes(wanted);
    }

    topMargin: 4
    bottomMargin: 4
    model: PairRows {
        pairs: list.rows
    }
    cacheBuffer: 0
    currentIndex: 0
    implicitHeight: contentHeight + topMargin + bottomMargin
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Names and values")
    ScrollBar.vertical: ScrollBar {}
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy) && currentIndex >= 0 && currentIndex < rows.length) {
            InspectorTools.copy(rows[currentIndex].name + ": " + rows[currentIndex].value);
            event.accepted = true;
        }
    }

    Label {
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - 16)
        visible: list.rows.length === 0 && list.nothing !== ""
        text: list.nothing
        color: Look.faint
        wrapMode: Text.WordWrap
    }
    delegate: Rectangle {
        id: row

        required property var modelData
        required property int index

        width: ListView.view.width
        implicitHeight: Math.max(Look.rowHeight, texts.implicitHeight + 4)
        color: list.isMarked(modelData) ? Look.marked : "transparent"
        border.color: ListView.isCurrentItem && list.activeFocus ? Look.accent : "transparent"
        Accessible.role: Accessible.ListItem
        Accessible.name: modelData.name + ": " + modelData.value

        RowLayout {
            id: texts

            anchors.fill: parent
            anchors.leftMargin: Look.margin
            anchors.rightMargin: Look.margin + 8
            spacing: Look.margin

            Label {
                Layout.preferredWidth: list.nameWidth
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 3
                text: row.modelData.name
                color: Look.faint
                wrapMode: Text.WrapAnywhere
                textFormat: Text.PlainText
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 3
                spacing: 0

                TextEdit {
                    Layout.fillWidth: true
                    text: row.modelData.value
                    textFormat: TextEdit.PlainText
                    readOnly: true
                    selectByMouse: true
                    wrapMode: TextEdit.WrapAnywhere
                    color: list.palette.text
                    selectionColor: list.palette.highlight
                    selectedTextColor: list.palette.highlightedText
                    onActiveFocusChanged: {
                        if (activeFocus)
                            list.currentIndex = row.index;
                    }
                }
                Label {
                    Layout.fillWidth: true
                    visible: (row.modelData.note ?? "") !== ""
                    text: row.modelData.note ?? ""
                    color: Look.faint
                    wrapMode: Text.WrapAnywhere
                    textFormat: Text.PlainText
                }
            }
        }
    }
}
