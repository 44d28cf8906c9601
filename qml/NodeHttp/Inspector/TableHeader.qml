// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// The titles of the columns: a click sorts, the title is dragged to another place and its edge to another width, the menu
// chooses. The same with the keys: arrows, Return; with Ctrl they move the column, with Shift they change its width.
Rectangle {
    id: header

    required property ExchangeModel model
    required property TableColumns columns
    readonly property var cells: columns.shown.concat(columns.hasWaterfall ? [columns.waterfall] : [])
    property int current: 0               // the column that the keys are about
    property int dragged: -1              // on its way to dropPlace
    property int dropPlace: 0

    signal leaving()

    function sort(column: int) {
        model.sortBy(column, model.sortColumn === column && !model.descending);
    }
    function step(by: int, column: int): int {
        return cells[Math.max(0, Math.min(cells.indexOf(column) + by, cells.length - 1))];
    }
    function shift(column: int, by: int) {
        columns.move(column, columns.shown.indexOf(column) + by);
    }
    function drop() {
        if (dragged >= 0)
            columns.move(dragged, dropPlace);
        dragged = -1;
    }
    function chooseColumns(below: Item) {
        columnMenu.column = -1;
        columnMenu.popup(below, 0, below.height);
    }
    function openMenu(column: int) {
        columnMenu.column = column;
        columnMenu.popup(header, columns.left(column), height);
    }

    color: palette.button
    implicitHeight: Look.rowHeight + 2
    clip: true
    activeFocusOnTab: true
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Titles of the columns")
    Accessible.focusable: true
    onCellsChanged: {
        if (!cells.includes(current))
            current = cells[0];
    }

    Keys.onPressed: event => {
        const by = event.key === Qt.Key_Left ? -1 : event.key === Qt.Key_Right ? 1 : 0;
        event.accepted = true;
        if (by !== 0 && (event.modifiers & Qt.ControlModifier))
            shift(current, by);
        else if (by !== 0 && (event.modifiers & Qt.ShiftModifier) && current !== columns.waterfall)
            columns.resize(current, columns.widthOf(current) + 8 * by);
        else if (by !== 0)
            current = step(by, current);
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)
            sort(current);
        else if (event.key === Qt.Key_Menu || (event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier)))
            openMenu(current);
        else if (event.key === Qt.Key_Down || event.key === Qt.Key_Escape)
            leaving();
        else
            event.accepted = false;
    }

    Timer {
        id: dropping
        interval: 0
        onTriggered: header.drop()
    }
    Row {
        anchors.fill: parent

        Repeater {
            model: header.cells

            Item {
                id: cell

                required property int modelData
                readonly property bool sorted: header.model.sortColumn === modelData
                readonly property bool isLast: modelData === header.columns.waterfall
                readonly property string title: header.model.titles[modelData]

                objectName: "header" + modelData
                width: header.columns.widthOf(modelData)
                height: header.height
                opacity: header.dragged === modelData ? 0.5 : 1
                Accessible.role: Accessible.ColumnHeader
                Accessible.name: title + (sorted ? (header.model.descending ? qsTr(", sorted downwards") : qsTr(", sorted upwards")) : "")
                Accessible.focused: header.activeFocus && header.current === modelData
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
                Rectangle { // where the keys go
                    objectName: "headerFocus"
                    anchors.fill: parent
                    visible: header.activeFocus && header.current === cell.modelData
                    color: "transparent"
                    border.color: Look.accent
                    border.width: 2
                }
                MouseArea {
                    property real pressedAt: 0

                    anchors.fill: parent
                    acceptedButtons: Qt.LeftButton | Qt.RightButton
                    preventStealing: true
                    onPressed: mouse => pressedAt = mouse.x
                    onPositionChanged: mouse => {
                        if (cell.isLast || !(mouse.buttons & Qt.LeftButton))
                            return;
                        if (Math.abs(mouse.x - pressedAt) > 8)
                            header.dragged = cell.modelData;
                        header.dropPlace = header.columns.placeAt(cell.modelData, cell.x + mouse.x);
                    }
                    onReleased: mouse => {
                        if (header.dragged >= 0)
                            dropping.start(); // the cells are made anew
                        else if (mouse.button === Qt.RightButton)
                            header.openMenu(cell.modelData);
                        else if (containsMouse)
                            header.sort(cell.modelData);
                    }
                    onCanceled: header.dragged = -1
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
    Rectangle { // where the dragged one would go
        readonly property var others: header.columns.shown.filter(column => column !== header.dragged)

        visible: header.dragged >= 0
        x: header.dropPlace < others.length ? header.columns.left(others[header.dropPlace])
                                            : header.columns.fixed
        width: 2
        height: parent.height
        color: Look.accent
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Look.line
    }

    FittingMenu {
        id: columnMenu

        property int column: -1           // it was opened on; -1: on none
        readonly property int place: header.columns.shown.indexOf(column)

        MenuItem {
            objectName: "moveLeft"
            text: qsTr("Move to the left")
            enabled: columnMenu.place > 0
            onTriggered: header.shift(columnMenu.column, -1)
        }
        MenuItem {
            objectName: "moveRight"
            text: qsTr("Move to the right")
            enabled: columnMenu.place >= 0 && columnMenu.place < header.columns.shown.length - 1
            onTriggered: header.shift(columnMenu.column, 1)
        }
        MenuSeparator {}
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
