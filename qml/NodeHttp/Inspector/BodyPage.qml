// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import NodeHttp.Inspector

// One body: the view its type asks for, or another one; decoded or as it came; saved, opened, copied.
ColumnLayout {
    id: page

    required property InspectorSession session
    required property double number
    property bool ofRequest: false
    property string mark: ""
    property int occurrence: -1           // of what is marked
    property bool both: false             // the user may turn to the other message
    property int markedRow: -1

    readonly property BodyContent body: BodyContent {
        session: page.session
        number: page.number
        ofRequest: page.ofRequest
    }

    spacing: 0
    onNumberChanged: body.chosen = -1

    Flow {
        Layout.fillWidth: true
        Layout.margins: 4
        spacing: 4
        visible: !page.body.empty || page.both

        ComboBox {
            visible: page.both
            width: 120
            model: [qsTr("Response"), qsTr("Request")]
            Accessible.name: qsTr("Whose body")
            onActivated: index => page.ofRequest = index === 1
        }
        ComboBox {
            id: views

            objectName: "views"
            width: 150
            model: page.body.choices
            currentIndex: page.body.chosen + 1
            Accessible.name: qsTr("View of the body")
            onActivated: index => page.body.chosen = index - 1
        }
        CheckBox {
            visible: page.body.encoding !== ""
            text: qsTr("Decode %1").arg(page.body.encoding)
            checked: !page.body.raw
            onToggled: page.body.raw = !checked
        }
        Button {
            text: qsTr("Copy")
            Accessible.name: qsTr("Copy the body")
            onClicked: InspectorTools.copy(page.body.asText())
        }
        Button {
            text: qsTr("Save…")
            onClicked: {
                saveDialog.selectedFile = InspectorTools.fileIn(saveDialog.currentFolder, page.body.fileName());
                saveDialog.open();
            }
        }
        Button {
            text: qsTr("Open")
            Accessible.description: qsTr("Opens a copy with the program of the desktop")
            onClicked: page.body.openOutside()
        }
        Label {
            height: views.height
            verticalAlignment: Text.AlignVCenter
            color: Look.faint
            text: page.body.about
            width: Math.min(implicitWidth, page.width - 16)
            elide: Text.ElideRight
            textFormat: Text.PlainText
        }
    }
    Repeater {
        model: page.body.notes

        Label {
            required property string modelData

            Layout.fillWidth: true
            Layout.leftMargin: Look.margin
            text: modelData
            color: Look.refused
            wrapMode: Text.WordWrap
            textFormat: Text.PlainText
        }
    }
    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true

        Label {
            anchors.centerIn: parent
            visible: page.body.empty
            text: qsTr("No body")
            color: Look.faint
        }
        StackLayout {
            anchors.fill: parent
            visible: !page.body.empty
            currentIndex: [0, 1, 0, 2, 3, 3, 4][page.body.view]

            LinesView {
                lines: page.body.lines
                markedRow: page.markedRow
            }
            JsonView {
                json: page.body.json
            }
            Item {
                BodyImage {
                    anchors.fill: parent
                    anchors.margins: Look.margin
                    content: page.body
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("Image")
                }
            }
            PairList {
                rows: page.body.rows
                mark: page.mark
            }
            BytesView {
                source: page.body.hex
            }
        }
    }
    FileDialog {
        id: saveDialog
        parentWindow: page.Window.window

        fileMode: FileDialog.SaveFile
        acceptLabel: qsTr("Save")
        title: qsTr("Save the body")
        onAccepted: page.body.save(selectedFile)
    }
    // What was found stands in the text, whatever the type asks for.
    onOccurrenceChanged: showFound()
    onMarkChanged: showFound()
    function showFound() {
        const wanted = mark !== "" && occurrence >= 0;
        if (wanted && body.view !== 0)
            body.chosen = 0;
        markedRow = wanted ? body.lines.find(mark, occurrence) : -1;
    }
    Connections {
        target: page.body.lines
        function onTextChanged() {
            page.showFound();
        }
    }
}
