// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// The pools of all agents of the process: queues, connections, how often they were reused, and why they went.
FocusScope {
    id: page

    required property InspectorSession session
    property PoolModel pools: PoolModel { recording: true }
    readonly property bool narrow: width < 900

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.margins: Look.margin

            ToolButton {
                objectName: "record"
                text: qsTr("Watch")
                checkable: true
                focus: true
                checked: page.pools.recording
                Accessible.description: qsTr("Watches the pools while it is pressed")
                onClicked: page.pools.recording = checked
            }
            ToolButton {
                objectName: "clear"
                text: qsTr("Clear")
                Accessible.description: qsTr("Forgets connections that are gone, and counts anew")
                onClicked: page.pools.clear()
            }
            CheckBox {
                text: qsTr("Dropped connections")
                checked: page.pools.goneShown
                onToggled: page.pools.goneShown = checked
            }
            Item { Layout.fillWidth: true }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Look.margin
            Layout.rightMargin: Look.margin
            visible: list.count > 0
            spacing: Look.margin

            Repeater {
                model: [qsTr("Connection"), qsTr("To"), qsTr("State"), qsTr("Requests"), qsTr("Age"), qsTr("Dropped in"), qsTr("Note")]

                Label {
                    required property string modelData
                    required property int index

                    Layout.fillWidth: index === 6
                    Layout.preferredWidth: list.widths[index]
                    visible: !page.narrow || index !== 4
                    text: modelData
                    color: Look.faint
                    elide: Text.ElideRight
                    horizontalAlignment: index > 2 && index < 6 ? Text.AlignRight : Text.AlignLeft
                }
            }
        }
        PagedList {
            id: list

            readonly property var widths: [120, 150, 60, 70, 90, 90, 100]

            objectName: "pools"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: page.pools.rows
            reuseItems: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Pools of connections")
            ScrollBar.vertical: ScrollBar {}

            Label {
                anchors.centerIn: parent
                width: Math.min(parent.width - 32, 480)
                visible: list.count === 0
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
                color: Look.faint
                text: page.pools.recording ? qsTr("No agent has a connection yet. Requests of this process, those of the composer included, appear here.")
                                           : qsTr("The pools are not watched.")
            }
            delegate: ItemDelegate {
                id: row

                required property int index
                required property var model
                readonly property bool head: model.group
                readonly property color ink: highlighted ? page.palette.highlightedText : model.state === "gone" ? Look.faint : page.palette.text

                width: ListView.view.width
                height: head ? Look.rowHeight * 2 + 6 : Look.rowHeight
                leftPadding: Look.margin
                rightPadding: Look.margin
                topPadding: 0
                bottomPadding: 0
                highlighted: list.activeFocus && ListView.isCurrentItem
                focusPolicy: Qt.NoFocus
                Accessible.name: [model.title, model.detail, model.state, model.note].filter(text => text !== "").join(", ")
                onClicked: {
                    list.currentIndex = index;
                    list.forceActiveFocus();
                }
                background: Rectangle {
                    color: row.highlighted ? page.palette.highlight : row.head ? page.palette.alternateBase : "transparent"
                }
                contentItem: Item {
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width
                        visible: row.head

                        RowLayout {
                            width: parent.width
                            spacing: Look.margin

                            Label {
                                Layout.maximumWidth: parent.width * 0.6
                                text: row.model.title.replace(/:+$/, "") // of Node's name, which has a place for each option of TLS
                                font.bold: true
                                color: row.ink
                                elide: Text.ElideMiddle
                                textFormat: Text.PlainText
                            }
                            Label {
                                Layout.fillWidth: true
                                text: row.model.detail
                                color: row.highlighted ? row.ink : row.model.state === "busy" ? Look.refused : row.ink
                                elide: Text.ElideRight
                            }
                        }
                        Label {
                            width: parent.width
                            text: row.model.note
                            color: row.highlighted ? row.ink : Look.faint
                            elide: Text.ElideRight
                            textFormat: Text.PlainText
                        }
                    }
                    RowLayout {
                        anchors.fill: parent
                        visible: !row.head
                        spacing: Look.margin

                        Repeater {
                            model: [row.model.title, row.model.detail, row.model.state, row.model.uses, row.model.age, row.model.left, row.model.note]

                            Label {
                                required property var modelData
                                required property int index

                                Layout.fillWidth: index === 6
                                Layout.preferredWidth: list.widths[index]
                                visible: !page.narrow || index !== 4
                                text: index === 2 ? ({ busy: qsTr("busy"), idle: qsTr("idle"), gone: qsTr("gone") })[modelData] ?? "" : modelData
                                elide: Text.ElideRight
                                horizontalAlignment: index > 2 && index < 6 ? Text.AlignRight : Text.AlignLeft
                                textFormat: Text.PlainText
                                color: row.highlighted ? row.ink : index === 2 && modelData === "busy" ? Look.accent
                                     : index === 2 && modelData === "idle" ? Look.good : row.ink
                            }
                        }
                    }
                }
            }
        }
    }
}
