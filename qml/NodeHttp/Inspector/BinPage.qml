// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import NodeHttp.Inspector

// The bin: a server that takes whatever comes, what it answers, and rules for who gets another answer.
FocusScope {
    id: page

    required property InspectorSession session
    readonly property BinControl bin: BinControl { session: page.session }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Look.margin
        spacing: Look.margin

        PortRow {
            Layout.fillWidth: true
            what: qsTr("bin")
            listening: page.bin.listening
            port: page.bin.port
            problem: page.bin.problem
            onStartWanted: port => page.bin.start(port)
            onStopWanted: page.bin.stop()
        }
        CopyableCommand {
            Layout.fillWidth: true
            Layout.maximumWidth: 720
            visible: page.bin.listening
            text: "curl -i -d 'hello=world' '" + page.bin.url + "/any/path?a=b'"
        }
        Section { text: qsTr("Answer"); leftPadding: 0 }
        Flow {
            Layout.fillWidth: true
            spacing: Look.margin

            CheckBox {
                objectName: "echo"
                text: qsTr("Echo the request's body")
                checked: page.bin.echo
                onToggled: page.bin.echo = checked
            }
            Row {
                spacing: 4
                Label { text: qsTr("Status"); height: parent.height; verticalAlignment: Text.AlignVCenter }
                SpinBox {
                    objectName: "status"
                    from: 200
                    to: 999
                    editable: true
                    value: page.bin.status
                    textFromValue: value => String(value)
                    Accessible.name: qsTr("Status")
                    onValueModified: page.bin.status = value
                }
            }
            Row {
                spacing: 4
                Label { text: qsTr("after ms"); height: parent.height; verticalAlignment: Text.AlignVCenter }
                SpinBox {
                    from: 0
                    to: 600000
                    stepSize: 100
                    editable: true
                    value: page.bin.delay
                    Accessible.name: qsTr("Delay in milliseconds")
                    onValueModified: page.bin.delay = value
                }
            }
            Row {
                spacing: 4
                Label { text: qsTr("Content-Type"); height: parent.height; verticalAlignment: Text.AlignVCenter }
                TextField {
                    width: 220
                    enabled: !page.bin.echo
                    text: page.bin.contentType
                    selectByMouse: true
                    Accessible.name: qsTr("Content-Type of the answer")
                    onTextEdited: page.bin.contentType = text
                }
            }
        }
        TextBox {
            id: body

            objectName: "answerBody"
            Layout.fillWidth: true
            Layout.preferredHeight: 110
            enabled: !page.bin.echo
            placeholderText: qsTr("Body of the answer")
            name: qsTr("Body of the answer")
            onEdited: page.bin.body = text
            Binding on text {
                value: page.bin.body
                when: !body.area.activeFocus
                restoreMode: Binding.RestoreNone
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Section { text: qsTr("Rules"); leftPadding: 0 }
            Label {
                Layout.fillWidth: true
                color: Look.faint
                elide: Text.ElideRight
                text: qsTr("The first that fits counts; where none does, the answer above.")
            }
            Button {
                text: qsTr("Load…")
                Accessible.name: qsTr("Load rules")
                onClicked: loadDialog.open()
            }
            Button {
                text: qsTr("Save…")
                Accessible.name: qsTr("Save rules")
                enabled: page.bin.rules.count > 0
                onClicked: saveDialog.open()
            }
        }
        RowLayout {
            Layout.fillWidth: true

            TextField {
                id: line

                objectName: "rule"
                Layout.fillWidth: true
                selectByMouse: true
                font.family: Look.monospace
                placeholderTextColor: Look.faint
                placeholderText: qsTr("POST /orders 201 {\"id\": 7}   or   * /api/* 503   or   PUT /files echo")
                Accessible.name: qsTr("New rule: method, path, status, body")
                Keys.onReturnPressed: add.clicked()
            }
            Button {
                id: add

                objectName: "addRule"
                text: qsTr("Add")
                Accessible.name: qsTr("Add the rule")
                enabled: line.text.trim() !== ""
                onClicked: {
                    if (page.bin.addRule(line.text))
                        line.clear();
                }
            }
        }
        PagedList {
            id: rules

            objectName: "rules"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: page.bin.rules
            keyNavigationEnabled: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Rules")
            ScrollBar.vertical: ScrollBar {}
            Keys.onDeletePressed: page.bin.removeRule(currentIndex)
            Keys.onPressed: event => {
                if (!(event.modifiers & Qt.ControlModifier) || (event.key !== Qt.Key_Up && event.key !== Qt.Key_Down))
                    return;
                const to = currentIndex + (event.key === Qt.Key_Up ? -1 : 1);
                if (to >= 0 && to < count) {
                    page.bin.moveRule(currentIndex, to);
                    currentIndex = to;
                }
                event.accepted = true;
            }

            Label {
                anchors.centerIn: parent
                visible: rules.count === 0
                color: Look.faint
                text: qsTr("No rule yet: every request gets the answer above.")
            }
            delegate: ItemDelegate {
                id: rule

                required property int index
                required property var model

                width: ListView.view.width
                height: Look.rowHeight + 8
                highlighted: rules.activeFocus && ListView.isCurrentItem
                focusPolicy: Qt.NoFocus
                Accessible.name: model.method + " " + model.path + " " + model.answer
                onClicked: {
                    rules.currentIndex = index;
                    rules.forceActiveFocus();
                }
                contentItem: RowLayout {
                    spacing: Look.margin

                    Repeater {
                        model: [{ text: rule.model.method, width: 90 }, { text: rule.model.path, width: 260 }, { text: rule.model.answer, width: 140 }]

                        Label {
                            required property var modelData

                            Layout.preferredWidth: modelData.width
                            text: modelData.text
                            color: rule.highlighted ? page.palette.highlightedText : page.palette.text
                            elide: Text.ElideRight
                            font.family: Look.monospace
                            textFormat: Text.PlainText
                        }
                    }
                    Label {
                        Layout.fillWidth: true
                        text: rule.model.body
                        color: rule.highlighted ? page.palette.highlightedText : Look.faint
                        elide: Text.ElideRight
                        font.family: Look.monospace
                        textFormat: Text.PlainText
                    }
                    ToolButton {
                        text: "\u2715"
                        focusPolicy: Qt.NoFocus
                        Accessible.name: qsTr("Remove rule %1").arg(rule.index + 1)
                        onClicked: page.bin.removeRule(rule.index)
                    }
                }
            }
        }
    }

    FileDialog {
        id: loadDialog
        parentWindow: page.Window.window
        title: qsTr("Load rules")
        nameFilters: [qsTr("Rules (*.json *.txt)"), qsTr("All files (*)")]
        onAccepted: page.bin.loadRules(selectedFile)
    }
    FileDialog {
        id: saveDialog
        parentWindow: page.Window.window
        title: qsTr("Save rules")
        fileMode: FileDialog.SaveFile
        acceptLabel: qsTr("Save")
        defaultSuffix: "json"
        onAccepted: page.bin.saveRules(selectedFile)
    }
}
