// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// The table of exchanges. Only what is in sight exists; the chosen row is the session's, by its number, so that it stays
// chosen whatever comes, goes, or is put into another order.
FocusScope {
    id: table

    required property InspectorSession session
    property bool narrow: false
    property bool following: true
    property alias columns: tableColumns
    property alias list: rows
    property alias header: tableHeader
    readonly property ExchangeModel model: session.model
    readonly property bool byNumber: model.sortColumn === 0
    // Whether there are bars; neither asks for the size that the other leaves, or they would take turns.
    readonly property bool tall: rows.count * Look.rowHeight > height - tableHeader.height
    readonly property bool wide: tableColumns.least > width - (tall ? bar.implicitWidth : 0)
    property var span: [0, 0]             // of time, which the waterfall shows

    signal activated()
    signal menuWanted(real x, real y, string cell)

    function select(row: int) {
        if (row < 0 || row >= rows.count)
            return;
        table.session.selected = table.model.numberAt(row);
        rows.positionViewAtIndex(row, ListView.Contain);
    }
    function reveal() {
        if (rows.currentIndex >= 0)
            rows.positionViewAtIndex(rows.currentIndex, ListView.Contain);
    }
    function follow() {
        if (!following || !byNumber || rows.count === 0 || rows.dragging || rows.flicking)
            return;
        if (model.descending)
            rows.positionViewAtBeginning();
        else
            rows.positionViewAtEnd();
    }
    function updateCurrent() {
        rows.currentIndex = table.model.rowOf(table.session.selected);
    }
    function updateSpan() {
        const first = Math.max(0, Math.floor(rows.contentY / Look.rowHeight));
        const now = table.model.span(first, first + Math.ceil(rows.height / Look.rowHeight));
        if (now[0] !== span[0] || now[1] !== span[1])
            span = now;
    }

    function settleCurrent() {
        updateCurrent();
        followTimer.start();
        spanTimer.start();
    }
    function settle() {
        updateCurrent();
        if (following && byNumber) {
            follow();
        } else if (rows.currentIndex >= 0) {
            rows.positionViewAtIndex(rows.currentIndex, ListView.Contain);
        } else {
            const top = table.model.rowOf(watcher.anchor);
            if (top >= 0) {
                rows.positionViewAtIndex(top, ListView.Beginning);
                rows.contentY += watcher.offset;
            }
        }
        spanTimer.start();
    }

    onFollowingChanged: follow()

    TableColumns {
        id: tableColumns
        available: rows.width
        narrow: table.narrow
    }
    TableHeader {
        id: tableHeader

        objectName: "tableHeader"
        x: -rows.contentX
        width: Math.max(table.width, tableColumns.total)
        model: table.model
        columns: tableColumns
        onLeaving: rows.forceActiveFocus(Qt.TabFocusReason)
    }
    ListView {
        id: rows

        objectName: "rows"
        anchors.fill: parent
        anchors.topMargin: tableHeader.height
        anchors.rightMargin: table.tall ? bar.implicitWidth : 0
        anchors.bottomMargin: table.wide ? wideBar.implicitHeight : 0
        clip: true
        focus: true
        activeFocusOnTab: true
        reuseItems: true
        cacheBuffer: 0
        pixelAligned: true
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.AutoFlickIfNeeded
        contentWidth: tableColumns.total
        currentIndex: -1
        highlightFollowsCurrentItem: false
        keyNavigationEnabled: false
        model: table.model
        Accessible.role: Accessible.Table
        Accessible.name: qsTr("Exchanges")

        Keys.onUpPressed: table.select(currentIndex < 0 ? count - 1 : currentIndex - 1)
        Keys.onDownPressed: table.select(currentIndex + 1)
        Keys.onReturnPressed: table.activated()
        Keys.onEnterPressed: table.activated()
        Keys.onMenuPressed: menuAtCurrent()
        Keys.onPressed: event => {
            const page = Math.max(1, Math.floor(height / Look.rowHeight) - 1);
            event.accepted = true;
            if (event.key === Qt.Key_Home)
                table.select(0);
            else if (event.key === Qt.Key_End)
                table.select(count - 1);
            else if (event.key === Qt.Key_PageUp)
                table.select(Math.max(0, currentIndex - page));
            else if (event.key === Qt.Key_PageDown)
                table.select(Math.min(count - 1, currentIndex + page));
            else if (event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier))
                menuAtCurrent();
            else
                event.accepted = false;
        }
        function menuAtCurrent() {
            table.reveal();
            if (currentIndex >= 0)
                table.menuWanted(40, currentIndex * Look.rowHeight - contentY + tableHeader.height + Look.rowHeight, "");
        }
        onMovementEnded: table.following = table.byNumber && (table.model.descending ? atYBeginning : atYEnd)
        onContentYChanged: spanTimer.start()
        onHeightChanged: {
            spanTimer.start();
            if (currentIndex >= 0)
                table.reveal(); // what is looked at stays in sight
            else
                table.follow();
        }

        Rectangle { // no row has the frame
            objectName: "listFocus"
            parent: rows
            anchors.fill: parent
            z: 10
            visible: rows.activeFocus && rows.currentIndex < 0
            color: "transparent"
            border.color: Look.accent
        }
        ScrollBar.vertical: ScrollBar {
            id: bar

            parent: table
            x: table.width - width
            y: rows.y
            height: rows.height
            policy: table.tall ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            onPressedChanged: {
                if (!pressed)
                    table.following = table.byNumber && (table.model.descending ? rows.atYBeginning : rows.atYEnd);
            }
        }
        ScrollBar.horizontal: ScrollBar {
            id: wideBar

            parent: table
            y: table.height - height
            width: rows.width
            policy: table.wide ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
        }

        delegate: Rectangle {
            id: row

            required property int index
            required property var number
            required property var texts
            required property int kind
            required property string summary
            readonly property bool selected: ListView.isCurrentItem
            readonly property color ink: selected ? table.palette.highlightedText : table.palette.text
            property int revision: 0

            width: Math.max(rows.width, tableColumns.total)
            height: Look.rowHeight
            color: selected ? table.palette.highlight : index % 2 ? table.palette.alternateBase : table.palette.base
            Accessible.role: Accessible.Row
            Accessible.name: summary
            Accessible.selected: selected
            onTextsChanged: ++revision

            Row {
                height: parent.height

                Repeater {
                    model: tableColumns.shown

                    Text {
                        required property int modelData

                        width: tableColumns.widthOf(modelData)
                        height: row.height
                        leftPadding: 6
                        rightPadding: 6
                        verticalAlignment: Text.AlignVCenter
                        horizontalAlignment: tableColumns.rightAligned.includes(modelData) ? Text.AlignRight : Text.AlignLeft
                        elide: modelData === 5 ? Text.ElideMiddle : Text.ElideRight
                        textFormat: Text.PlainText
                        text: row.texts ? row.texts[modelData] : ""
                        color: row.selected ? row.ink : modelData === 3 ? Look.kindColor(row.kind, row.ink) : row.ink
                        Accessible.ignored: true
                    }
                }
                WaterfallBar {
                    y: 5
                    width: Math.max(0, tableColumns.waterfallWidth - 8)
                    height: row.height - 10
                    visible: tableColumns.hasWaterfall
                    source: table.model
                    number: row.number ?? 0
                    from: table.span[0]
                    to: table.span[1]
                    dark: Look.dark
                    revision: row.revision
                }
            }
            Rectangle { // where the keys go
                objectName: "rowFocus"
                anchors.fill: parent
                visible: row.selected && rows.activeFocus
                color: "transparent"
                border.color: Look.accent
                border.width: 2
            }
            MouseArea {
                anchors.fill: parent
                acceptedButtons: Qt.LeftButton | Qt.RightButton
                onPressed: mouse => {
                    rows.forceActiveFocus();
                    table.select(row.index);
                    if (mouse.button === Qt.RightButton) {
                        const at = mapToItem(table, mouse.x, mouse.y);
                        table.menuWanted(at.x, at.y, row.texts[tableColumns.columnAt(mouse.x)] ?? "");
                    }
                }
                onDoubleClicked: table.activated()
            }
        }
    }

    Timer { // the waterfall's scale need not change with every pixel
        id: spanTimer
        interval: 60
        onTriggered: table.updateSpan()
    }
    Timer { // once all that happens together has happened
        id: settleTimer
        interval: 0
        onTriggered: table.settle()
    }
    Timer { // a table that moves on ten times a second can be read as well as one that does so more often
        id: followTimer
        interval: 100
        onTriggered: table.follow()
    }
    Timer {
        id: currentTimer
        interval: 0
        onTriggered: table.settleCurrent()
    }
    Connections {
        target: table.session
        function onSelectedChanged() {
            table.updateCurrent();
            table.reveal();
        }
    }
    Connections {
        id: watcher

        property real anchor: 0           // the row at the top before all rows were exchanged
        property real offset: 0

        target: table.model
        function onRowsAboutToBeReplaced() {
            const top = Math.floor(rows.contentY / Look.rowHeight);
            anchor = table.model.numberAt(top);
            offset = rows.contentY - top * Look.rowHeight;
        }
        function onRowsReplaced() {
            settleTimer.start();
        }
        function onShownChanged() {
            currentTimer.start();
        }
    }
}
