// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// A JSON tree: what is open exists.
TreeView {
    id: tree

    property alias json: tree.model
    property bool fresh: true             // nobody looked at it yet

    clip: true
    reuseItems: false
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    Accessible.role: Accessible.Tree
    Accessible.name: qsTr("JSON")
    ScrollBar.vertical: ScrollBar {}
    selectionModel: ItemSelectionModel {}
    columnWidthProvider: () => tree.width
    onWidthChanged: forceLayout()
    onModelChanged: renew()
    onRowsChanged: opener.start()
    Timer {
        id: opener
        interval: 0
        onTriggered: tree.openFirst()
    }
    Connections {
        target: tree.model
        function onModelReset() {
            tree.renew();
        }
    }
    function renew() {
        fresh = true;
        opener.start();
    }
    // Once for each tree; its rows are known when it is laid out, which a hidden one is not.
    function openFirst() {
        if (!fresh || rows === 0)
            return;
        fresh = false;
        expand(0);
    }

    delegate: Item {
        id: node

        required property TreeView treeView
        required property bool isTreeNode
        required property bool expanded
        required property int hasChildren
        required property int depth
        required property bool current
        required property int row
        required property string name
        required property string value
        required property string kind
        readonly property color valueColor: kind === "string" ? Look.good : kind === "number" ? Look.moved
            : kind === "word" ? Look.refused : Look.faint

        implicitWidth: tree.width
        implicitHeight: Look.rowHeight
        Accessible.role: Accessible.TreeItem
        Accessible.name: (name ? name + ": " : "") + value

        Rectangle {
            anchors.fill: parent
            visible: node.current && tree.activeFocus
            color: "transparent"
            border.color: Look.accent
        }
        Text {
            id: arrow

            x: Look.margin + node.depth * 16
            width: 14
            anchors.verticalCenter: parent.verticalCenter
            visible: node.hasChildren
            text: node.expanded ? "\u25be" : "\u25b8"
            color: tree.palette.text
            Accessible.ignored: true
        }
        Text {
            anchors.left: arrow.right
            anchors.leftMargin: 2
            anchors.right: parent.right
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            elide: Text.ElideRight
            textFormat: Text.StyledText
            font.family: Look.monospace
            color: node.valueColor
            text: (node.name ? "<font color='" + tree.palette.text + "'>" + node.escaped(node.name) + ": </font>" : "") + node.escaped(node.value)
        }
        function escaped(text: string): string {
            return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/ {2}/g, "&nbsp; ");
        }
        MouseArea {
            anchors.fill: parent
            acceptedButtons: Qt.LeftButton
            onClicked: {
                tree.forceActiveFocus();
                tree.selectionModel.setCurrentIndex(tree.modelIndex(Qt.point(0, node.row)), ItemSelectionModel.NoUpdate);
                tree.toggleExpanded(node.row);
            }
        }
    }
}
