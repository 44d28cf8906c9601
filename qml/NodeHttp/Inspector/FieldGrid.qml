// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Names and values, one on a row; the last row is empty and waits to be written in.
ListView {
    id: grid

    required property FieldModel fields
    property string what: qsTr("field")
    property bool withFiles: false
    property var names: beginning => []
    property var values: (name, beginning) => []
    signal fileWanted(int row)

    model: fields
    clip: true
    spacing: 2
    implicitHeight: contentHeight
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    Accessible.role: Accessible.List
    Accessible.name: what
    ScrollBar.vertical: ScrollBar {}

    delegate: RowLayout {
        id: row

        required property int index
        required property string name
        required property string value
        required property string file
        required property bool used
        required property bool last

        width: ListView.view.width
        spacing: 2

        CheckBox {
            checked: row.used
            enabled: !row.last
            opacity: row.last ? 0 : 1
            Accessible.name: qsTr("Send %1 %2").arg(grid.what).arg(row.name)
            onToggled: grid.fields.put(row.index, "used", checked)
        }
        SuggestField {
            objectName: "name" + row.index
            Layout.preferredWidth: grid.width * 0.34
            text: row.name
            placeholderTextColor: Look.faint
            placeholderText: row.last ? qsTr("Add a %1").arg(grid.what) : ""
            font.family: Look.monospace
            suggest: grid.names
            Accessible.name: qsTr("Name of %1 %2").arg(grid.what).arg(row.index + 1)
            onChangedByHand: grid.fields.put(row.index, "name", text)
        }
        SuggestField {
            objectName: "value" + row.index
            Layout.fillWidth: true
            visible: row.file === ""
            text: row.value
            font.family: Look.monospace
            suggest: beginning => {
                const values = grid.values; // called by a name of its own: to qmllint a property is no method
                return values(row.name, beginning);
            }
            Accessible.name: qsTr("Value of %1 %2").arg(grid.what).arg(row.index + 1)
            onChangedByHand: grid.fields.put(row.index, "value", text)
        }
        Label {
            Layout.fillWidth: true
            visible: row.file !== ""
            text: row.file
            elide: Text.ElideLeft
            textFormat: Text.PlainText
        }
        ToolButton {
            visible: grid.withFiles && !row.last
            text: row.file === "" ? qsTr("File…") : qsTr("No file")
            Accessible.name: qsTr("File of %1 %2").arg(grid.what).arg(row.index + 1)
            onClicked: {
                if (row.file === "")
                    grid.fileWanted(row.index);
                else
                    grid.fields.put(row.index, "file", "");
            }
        }
        ToolButton {
            text: "\u2715"
            enabled: !row.last
            opacity: row.last ? 0 : 1
            Accessible.name: qsTr("Remove %1 %2").arg(grid.what).arg(row.index + 1)
            onClicked: grid.fields.removeRow(row.index)
        }
    }
}
