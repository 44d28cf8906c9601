// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// The page of the exchanges: tools and filter, the table, and the chosen exchange below it or at its right.
FocusScope {
    id: page

    required property InspectorSession session
    readonly property bool narrow: width < 900
    property bool detailsAtRight: InspectorTools.remembered("traffic/atRight", false)
    property alias table: exchanges
    property alias details: pane
    property alias menu: rowMenu          // others add what can be done with an exchange
    readonly property bool atRight: detailsAtRight && !narrow

    function toggleRecording() {
        session.recording = !session.recording;
    }
    function toggleSide() {
        detailsAtRight = !detailsAtRight;
        InspectorTools.remember("traffic/atRight", detailsAtRight);
    }

    // What the handle between them does by mouse.
    function resize(by: real) {
        if (atRight)
            pane.SplitView.preferredWidth = Math.max(pane.SplitView.minimumWidth, pane.width + by);
        else
            pane.SplitView.preferredHeight = Math.max(pane.SplitView.minimumHeight, pane.height + by);
        rememberSize();
    }
    function rememberSize() {
        InspectorTools.remember(atRight ? "traffic/width" : "traffic/height", atRight ? pane.width : pane.height);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        GridLayout {
            z: 1 // what is wrong with the filter is said over the table
            Layout.fillWidth: true
            Layout.margins: 4
            columns: page.narrow ? 1 : 2
            rowSpacing: 4
            columnSpacing: 4

            RowLayout {
                spacing: 2

                ToolButton {
                    objectName: "record"
                    checkable: true
                    checked: page.session.recording
                    text: qsTr("Record")
                    Accessible.description: qsTr("Records exchanges while it is pressed")
                    onClicked: page.session.recording = checked
                    icon.color: Look.bad
                }
                ToolButton {
                    objectName: "hold"
                    checkable: true
                    checked: page.session.model.paused
                    text: qsTr("Hold")
                    Accessible.description: qsTr("New exchanges wait while it is pressed")
                    onClicked: page.session.model.paused = checked
                }
                ToolButton {
                    checkable: true
                    checked: exchanges.following
                    text: qsTr("Follow")
                    Accessible.description: qsTr("Keeps the newest exchange in sight")
                    onClicked: exchanges.following = checked
                }
                ToolButton {
                    text: qsTr("Clear")
                    onClicked: page.session.clear()
                }
                ToolSeparator {}
                ToolButton {
                    text: qsTr("Find")
                    onClicked: searchBar.start()
                }
                ToolButton {
                    id: more

                    objectName: "more"
                    text: qsTr("More")
                    onClicked: moreMenu.popup(more, 0, more.height)

                    FittingMenu {
                        id: moreMenu

                        MenuItem {
                            text: qsTr("Import HAR…")
                            onTriggered: dialogs.askImport()
                        }
                        MenuItem {
                            text: qsTr("Export what is shown as HAR…")
                            enabled: page.session.model.shown > 0
                            onTriggered: dialogs.askExport(false)
                        }
                        MenuSeparator {}
                        MenuItem {
                            objectName: "secrets"
                            text: qsTr("Show secrets")
                            checkable: true
                            checked: page.session.secretsShown
                            onTriggered: page.session.secretsShown = checked
                        }
                        MenuItem {
                            text: qsTr("Exchanges of this process")
                            checkable: true
                            checked: page.session.attached
                            onTriggered: page.session.attached = checked
                        }
                        MenuItem {
                            text: qsTr("Details at the right")
                            checkable: true
                            checked: page.detailsAtRight
                            onTriggered: page.toggleSide()
                        }
                        MenuItem {
                            objectName: "memory"
                            text: qsTr("Memory…")
                            onTriggered: memory.open()
                        }
                        MenuItem {
                            text: qsTr("Columns…")
                            onTriggered: exchanges.header.chooseColumns(more)
                        }
                    }
                }
            }
            FilterBar {
                id: filter

                objectName: "filter"
                Layout.fillWidth: true
                session: page.session
                z: 10
            }
        }
        SearchBar {
            id: searchBar

            Layout.fillWidth: true
            session: page.session
            onFound: (number, place, occurrence) => {
                exchanges.following = false; // or the next exchange would take it out of sight
                pane.markedPlace = place;
                pane.occurrence = occurrence;
                pane.show(place);
            }
            onClosed: exchanges.list.forceActiveFocus()
        }
        SplitView {
            id: split

            Layout.fillWidth: true
            Layout.fillHeight: true
            orientation: page.atRight ? Qt.Horizontal : Qt.Vertical
            handle: PaneHandle {}
            onResizingChanged: {
                if (!resizing)
                    page.rememberSize();
            }

            Item {
                SplitView.fillWidth: true
                SplitView.fillHeight: true
                SplitView.minimumHeight: 80
                SplitView.minimumWidth: 200

                ExchangeTable {
                    id: exchanges

                    anchors.fill: parent
                    focus: true
                    session: page.session
                    narrow: page.narrow || page.atRight
                    onActivated: pane.forceActiveFocus()
                    onMenuWanted: (x, y, cell) => {
                        rowMenu.cellText = cell;
                        rowMenu.popup(exchanges, x, y);
                    }
                }
                EmptyState {
                    anchors.centerIn: parent
                    width: Math.min(parent.width - 32, 600)
                    visible: page.session.model.shown === 0 && !page.session.model.busy && !page.session.busy
                    session: page.session
                }
            }
            Details {
                id: pane

                SplitView.preferredHeight: InspectorTools.remembered("traffic/height", 320)
                SplitView.preferredWidth: InspectorTools.remembered("traffic/width", 520)
                SplitView.minimumHeight: 60
                SplitView.minimumWidth: 240
                session: page.session
                mark: searchBar.visible ? searchBar.text : ""
                onLeaving: exchanges.list.forceActiveFocus()
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: 1
            color: Look.line
        }
        StatusLine {
            Layout.fillWidth: true
            session: page.session
        }
    }
    RowMenu {
        id: rowMenu

        session: page.session
        onExportWanted: dialogs.askExport(true)
    }
    MemoryDialog {
        id: memory
        anchors.centerIn: parent
        session: page.session
        onClosed: exchanges.list.forceActiveFocus(Qt.TabFocusReason)
    }
    HarDialogs {
        id: dialogs
        session: page.session
    }
    DropArea {
        id: drop

        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: event => {
            if (event.hasUrls && page.session.importHar(event.urls[0]))
                event.acceptProposedAction();
        }

        Rectangle {
            anchors.fill: parent
            visible: drop.containsDrag
            color: "transparent"
            border.color: Look.accent
            border.width: 3
        }
    }

    Shortcut {
        sequence: "Ctrl+L"
        enabled: page.visible
        onActivated: {
            filter.forceActiveFocus();
            filter.selectAll();
        }
    }
    Shortcut {
        sequence: "Ctrl+F"
        enabled: page.visible
        onActivated: searchBar.start()
    }
    Shortcut {
        sequence: "F3"
        enabled: page.visible
        onActivated: searchBar.next()
    }
    Shortcut {
        sequence: "Shift+F3"
        enabled: page.visible
        onActivated: searchBar.previous()
    }
    Shortcut {
        sequence: "Ctrl+R"
        enabled: page.visible
        onActivated: page.toggleRecording()
    }
    Shortcut {
        sequence: "Ctrl+Space"
        enabled: page.visible
        onActivated: page.session.model.paused = !page.session.model.paused
    }
    Shortcut {
        sequence: "Ctrl+Shift+Del"
        enabled: page.visible
        onActivated: page.session.clear()
    }
    Shortcut {
        sequence: "Ctrl+O"
        enabled: page.visible
        onActivated: dialogs.askImport()
    }
    Shortcut {
        sequence: "Ctrl+S"
        enabled: page.visible && page.session.model.shown > 0
        onActivated: dialogs.askExport(false)
    }
    Shortcut {
        sequence: "Alt+Up"
        enabled: page.visible
        onActivated: page.resize(32)
    }
    Shortcut {
        sequence: "Alt+Down"
        enabled: page.visible
        onActivated: page.resize(-32)
    }
    Shortcut {
        sequence: "Ctrl+D"
        enabled: page.visible
        onActivated: page.toggleSide()
    }
    Shortcut {
        sequence: "Ctrl+Tab"
        enabled: page.visible
        onActivated: pane.turn(1)
    }
    Shortcut {
        sequences: ["Ctrl+Shift+Tab", "Ctrl+Backtab"]
        enabled: page.visible
        onActivated: pane.turn(-1)
    }
    Shortcut {
        sequence: "Ctrl+P"
        enabled: page.visible && pane.details.peer > 0
        onActivated: page.session.selected = pane.details.peer
    }
    Shortcut {
        sequence: "Ctrl+C"
        enabled: page.visible && exchanges.list.activeFocus && page.session.selected > 0
        onActivated: rowMenu.copyRow()
    }
}
