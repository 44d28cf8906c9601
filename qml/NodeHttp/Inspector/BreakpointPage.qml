// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Breakpoints, what waits at them, and the head of the one that is looked at, which can be edited before it goes on.
FocusScope {
    id: page

    required property InspectorSession session
    property BreakpointModel breakpoints: BreakpointModel {}
    property real current: 0              // what waits and is looked at; 0: nothing
    readonly property var actions: [
        { action: "hold", text: qsTr("Hold") }, { action: "delay", text: qsTr("Delay") },
        { action: "abort", text: qsTr("Abort") }, { action: "reset", text: qsTr("Reset") }
    ]

    function look(id: real) {
        current = id;
        head.text = breakpoints.headOf(id);
        refused.visible = false;
    }
    // The next one that waits, when the one that was looked at went on.
    function lookOn() {
        if (current > 0 && breakpoints.headOf(current) !== "")
            return;
        const next = breakpoints.held.value(0, "id");
        look(next === undefined ? 0 : next);
    }
    function proceed() {
        const untouched = head.text === breakpoints.headOf(current);
        if (untouched ? breakpoints.proceed(current) : breakpoints.proceedWith(current, head.text))
            lookOn();
        else
            refused.visible = true;
    }
    function addBreakpoint() {
        if (breakpoints.problemOf(filter.text) !== "")
            return;
        breakpoints.add({
            filter: filter.text, request: atRequest.checked, response: atResponse.checked, server: atServer.checked,
            client: atClient.checked, action: action.currentValue, delay: delay.value, every: every.value
        });
        filter.clear();
    }

    Connections {
        target: page.breakpoints
        function onHeldChanged() { page.lookOn(); }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Look.margin
        spacing: 6

        RowLayout {
            Layout.fillWidth: true

            Switch {
                objectName: "active"
                text: qsTr("Breakpoints are on")
                checked: page.breakpoints.active
                onToggled: page.breakpoints.active = checked
            }
            Label {
                Layout.fillWidth: true
                color: Look.faint
                elide: Text.ElideRight
                text: qsTr("They act on every server and client of this process. The first that fits counts.")
            }
        }
        RowLayout {
            Layout.fillWidth: true

            TextField {
                id: filter

                objectName: "breakpointFilter"
                Layout.fillWidth: true
                focus: true
                selectByMouse: true
                placeholderTextColor: Look.faint
                placeholderText: qsTr("Which exchanges: method:POST path:/orders   (empty: all)")
                Accessible.name: qsTr("Filter of the new breakpoint")
                Keys.onReturnPressed: page.addBreakpoint()
            }
            ComboBox {
                id: action

                objectName: "action"
                Layout.preferredWidth: 100
                textRole: "text"
                valueRole: "action"
                model: page.actions
                Accessible.name: qsTr("What happens")
            }
            SpinBox {
                id: delay

                Layout.preferredWidth: 120
                visible: action.currentIndex === 1
                from: 1
                to: 600000
                stepSize: 100
                value: 1000
                editable: true
                Accessible.name: qsTr("Delay in milliseconds")
            }
            Button {
                objectName: "addBreakpoint"
                text: qsTr("Add")
                Accessible.name: qsTr("Add the breakpoint")
                enabled: page.breakpoints.problemOf(filter.text) === "" && (atRequest.checked || atResponse.checked) && (atServer.checked || atClient.checked)
                onClicked: page.addBreakpoint()
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: Look.margin

            CheckBox { id: atServer; text: qsTr("at servers"); checked: true }
            CheckBox { id: atClient; text: qsTr("at clients") }
            CheckBox { id: atRequest; text: qsTr("before the request"); checked: true }
            CheckBox { id: atResponse; text: qsTr("before the response") }
            Row {
                spacing: 4
                Label { text: qsTr("each n-th, n ="); height: parent.height; verticalAlignment: Text.AlignVCenter }
                SpinBox {
                    id: every
                    from: 1
                    to: 1000
                    editable: true
                    Accessible.name: qsTr("Each n-th exchange that fits")
                }
            }
            Label {
                visible: text !== ""
                height: every.height
                verticalAlignment: Text.AlignVCenter
                text: page.breakpoints.problemOf(filter.text)
                color: Look.bad
            }
        }
        PagedList {
            id: rules

            objectName: "breakpoints"
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(Math.max(contentHeight, 40), page.height * 0.28)
            model: page.breakpoints.rules
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Breakpoints")
            ScrollBar.vertical: ScrollBar {}
            Keys.onDeletePressed: page.breakpoints.remove(currentIndex)

            Label {
                anchors.centerIn: parent
                visible: rules.count === 0
                color: Look.faint
                text: qsTr("No breakpoint yet. Add one to stop exchanges before their heads go on.")
            }
            delegate: ItemDelegate {
                id: rule

                required property int index
                required property var model
                Keys.onSpacePressed: page.breakpoints.set(index, { on: !model.on })
                readonly property color ink: highlighted ? page.palette.highlightedText : page.palette.text

                width: ListView.view.width
                height: Look.rowHeight + 8
                padding: 0
                highlighted: rules.activeFocus && ListView.isCurrentItem
                focusPolicy: Qt.NoFocus
                Accessible.name: qsTr("%1, %2, %3, %4 hits").arg(model.filter === "" ? qsTr("all exchanges") : model.filter).arg(model.where).arg(model.action).arg(model.hits)
                onClicked: {
                    rules.currentIndex = index;
                    rules.forceActiveFocus();
                }
                contentItem: RowLayout {
                    spacing: Look.margin

                    CheckBox {
                        checked: rule.model.on
                        focusPolicy: Qt.NoFocus
                        Accessible.name: qsTr("Breakpoint %1 is on").arg(rule.index + 1)
                        onToggled: page.breakpoints.set(rule.index, { on: checked })
                    }
                    Label {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 300
                        text: rule.model.filter === "" ? qsTr("all exchanges") : rule.model.filter
                        color: rule.model.problem !== "" ? Look.bad : rule.ink
                        elide: Text.ElideRight
                        textFormat: Text.PlainText
                    }
                    Label {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 260
                        text: rule.model.where
                        color: rule.ink
                        elide: Text.ElideRight
                    }
                    Label {
                        Layout.preferredWidth: 160
                        text: rule.model.action
                        color: rule.ink
                        elide: Text.ElideRight
                    }
                    Label {
                        Layout.preferredWidth: 70
                        horizontalAlignment: Text.AlignRight
                        text: qsTr("%Ln hit(s)", "", rule.model.hits)
                        color: rule.highlighted ? rule.ink : Look.faint
                    }
                    ToolButton {
                        text: "\u2715"
                        focusPolicy: Qt.NoFocus
                        Accessible.name: qsTr("Remove breakpoint %1").arg(rule.index + 1)
                        onClicked: page.breakpoints.remove(rule.index)
                    }
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Section {
                text: page.breakpoints.waiting > 0 ? qsTr("Waiting (%1)").arg(page.breakpoints.waiting) : qsTr("Waiting")
                leftPadding: 0
            }
            Item { Layout.fillWidth: true }
            Button {
                objectName: "proceedAll"
                text: qsTr("Continue all")
                enabled: page.breakpoints.waiting > 0
                onClicked: page.breakpoints.proceedAll()
            }
        }
        SplitView {
            Layout.fillWidth: true
            Layout.fillHeight: true
            orientation: page.width < 900 ? Qt.Vertical : Qt.Horizontal
            handle: PaneHandle {}

            PagedList {
                id: held

                objectName: "held"
                SplitView.preferredWidth: 460
                SplitView.minimumWidth: 200
                SplitView.preferredHeight: 100
                SplitView.minimumHeight: 60
                model: page.breakpoints.held
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Exchanges that wait")
                ScrollBar.vertical: ScrollBar {}
                onCurrentIndexChanged: {
                    const id = page.breakpoints.held.value(currentIndex, "id");
                    if (activeFocus && id !== undefined)
                        page.look(id);
                }

                Label {
                    anchors.centerIn: parent
                    visible: held.count === 0
                    color: Look.faint
                    text: qsTr("Nothing waits.")
                }
                delegate: ItemDelegate {
                    id: waiting

                    required property int index
                    required property var model
                    readonly property bool chosen: model.id === page.current

                    width: ListView.view.width
                    height: Look.rowHeight * 2
                    highlighted: chosen
                    focusPolicy: Qt.NoFocus
                    Accessible.name: model.method + " " + model.url + ", " + model.where
                    onClicked: {
                        held.currentIndex = index;
                        page.look(model.id);
                    }
                    contentItem: Column {
                        Label {
                            width: parent.width
                            text: waiting.model.method + " " + waiting.model.url
                            color: waiting.chosen ? page.palette.highlightedText : page.palette.text
                            elide: Text.ElideMiddle
                            textFormat: Text.PlainText
                        }
                        Label {
                            width: parent.width
                            text: qsTr("%1, for %L2 s").arg(waiting.model.where).arg(Math.round(waiting.model.since / 100) / 10)
                            color: waiting.chosen ? page.palette.highlightedText : Look.faint
                            elide: Text.ElideRight
                        }
                    }
                }
            }
            ColumnLayout {
                SplitView.fillWidth: true
                SplitView.fillHeight: true
                enabled: page.current > 0

                TextBox {
                    id: head

                    objectName: "head"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    name: qsTr("Head of the exchange that waits")
                    placeholderText: qsTr("The head of what waits appears here and can be edited.")
                }
                Label {
                    id: refused

                    visible: false
                    color: Look.bad
                    text: qsTr("That is no head: it begins with a start line like the one it had.")
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: 4

                    Button {
                        objectName: "proceed"
                        text: qsTr("Continue")
                        highlighted: true
                        onClicked: page.proceed()
                    }
                    Button {
                        text: qsTr("Continue in 1 s")
                        onClicked: page.breakpoints.proceedLater(page.current, 1000)
                    }
                    Button {
                        objectName: "abortHeld"
                        text: qsTr("Abort")
                        Accessible.description: qsTr("The connection ends")
                        onClicked: page.breakpoints.abort(page.current)
                    }
                    Button {
                        objectName: "resetHeld"
                        text: qsTr("Reset")
                        Accessible.description: qsTr("The connection is reset")
                        onClicked: page.breakpoints.reset(page.current)
                    }
                    Button {
                        text: qsTr("Undo edits")
                        enabled: page.current > 0
                        onClicked: page.look(page.current)
                    }
                }
            }
        }
    }

    Shortcut {
        sequence: "F8"
        enabled: page.visible && page.current > 0
        onActivated: page.proceed()
    }
}
