// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// The titles of the columns: a click sorts, the edge is dragged, the menu chooses.
Rectangle {
    id: header

    required property ExchangeModel model
    required property TableColumns columns
    property alias menu: columnMenu

    function sort(column: int) {
        model.sortBy(column, model.sortColumn === column && !model.descending);
    }

    color: palette.button
    implicitHeight: Look.rowHeight + 2
    clip: true

    Row {
        anchors.fill: parent

        Repeater {
            model: header.columns.shown.concat(header.columns.hasWaterfall ? [header.columns.waterfall] : [])

            Item {
                id: cell

                required property int modelData
                readonly property bool sorted: header.model.sortColumn === modelData
                readonly property bool isLast: modelData === header.columns.waterfall
                readonly property string title: header.model.titles[modelData]

                objectName: "header" + modelData
                width: header.columns.widthOf(modelData)
                height: header.height
                Accessible.role: Accessible.ColumnHeader
                Accessible.name: title + (sorted ? (header.model.descending ? qsTr(", sorted downwards") : qsTr(", sorted upwards")) : "")
                Accessible.onPressAction: header.sort(modelData)

                Label {
                    anchors.fill: parent
                    anchors.leftMargin: 6
                    anchors.rightMargin: 6
                    verticalAlignment: Text.AlignVCenter
                    horizontalAlignment: header.columns.rightAligned.includes(cell.modelData) ? Text.AlignRight : Text.AlignLeft
                    elide: Text.ElideRight
                    font.bold: cell.sorted
                    color: header.palette.buttonText
                    text: cell.title + (cell.sorted ? (header.model.descending ? " \u25be" : " \u25b4") : "")
                    Accessible.ignored: true
                }
                MouseArea {
                    anchors.fill: parent
                    acceptedButtons: Qt.LeftButton | Qt.RightButton
                    onClicked: mouse => {
                        if (mouse.button === Qt.RightButton)
                            columnMenu.popup();
                        else
                            header.sort(cell.modelData);
                    }
                }
                Rectangle {
                    anchors.right: parent.right
                    width: 1
                    height: parent.height
                    visible: !cell.isLast
                    color: Look.line
                }
                MouseArea {
                    property real pressedAt: 0

                    objectName: "edge" + cell.modelData
                    anchors.right: parent.right
                    width: 7
                    height: parent.height
                    enabled: !cell.isLast
                    cursorShape: enabled ? Qt.SplitHCursor : Qt.ArrowCursor
                    preventStealing: true
                    onPressed: mouse => pressedAt = mouse.x
                    onPositionChanged: mouse => header.columns.resize(cell.modelData, cell.width + mouse.x - pressedAt)
                }
            }
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Look.line
    }

    Menu {
        id: columnMenu

        Repeater {
            model: header.model.titles

            MenuItem {
                required property string modelData
                required property int index

                text: modelData
                checkable: true
                checked: !header.columns.hidden.includes(index)
                onTriggered: {
                    header.columns.show(index, checked);
                    checked = Qt.binding(() => !header.columns.hidden.includes(index));
                }
            }
        }
        MenuSeparator {}
        MenuItem {
            text: qsTr("As at first")
            onTriggered: header.columns.reset()
        }
    }
}
