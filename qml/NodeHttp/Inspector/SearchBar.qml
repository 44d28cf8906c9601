// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Search in headers and bodies, from the chosen exchange on and around.
RowLayout {
    id: bar

    required property InspectorSession session
    property alias text: field.text
    property bool missed: false

    signal found(real number, int place, int occurrence)
    signal closed()

    function start() {
        visible = true;
        field.forceActiveFocus();
        field.selectAll();
    }
    function next() {
        if (field.text === "")
            start();
        else
            search.next();
    }
    function previous() {
        if (field.text === "")
            start();
        else
            search.previous();
    }
    function close() {
        search.stop();
        visible = false;
        closed();
    }

    visible: false
    spacing: 4

    TrafficSearch {
        id: search

        session: bar.session
        text: field.text
        onTextChanged: bar.missed = false
        onFound: (number, place, occurrence) => {
            bar.missed = false;
            bar.found(number, place, occurrence);
        }
        onMissed: bar.missed = true
    }
    Label {
        Layout.leftMargin: Look.margin
        text: qsTr("Find")
    }
    TextField {
        id: field

        objectName: "search"
        Layout.fillWidth: true
        Layout.maximumWidth: 420
        selectByMouse: true
        placeholderTextColor: Look.faint
        placeholderText: qsTr("Text in headers and bodies")
        color: bar.missed ? Look.bad : palette.text
        Accessible.name: qsTr("Text to search for")
        Keys.onReturnPressed: event => {
            if (event.modifiers & Qt.ShiftModifier)
                bar.previous();
            else
                bar.next();
        }
        Keys.onEscapePressed: bar.close()
    }
    ToolButton {
        text: "\u25b4"
        Accessible.name: qsTr("Previous hit")
        onClicked: bar.previous()
    }
    ToolButton {
        text: "\u25be"
        Accessible.name: qsTr("Next hit")
        onClicked: bar.next()
    }
    Label {
        Layout.fillWidth: true
        elide: Text.ElideRight
        color: bar.missed ? Look.bad : Look.faint
        text: search.searching ? qsTr("Searching…") : bar.missed ? qsTr("Not found") : ""
    }
    ToolButton {
        text: "\u00d7"
        Accessible.name: qsTr("Close the search")
        onClicked: bar.close()
    }
}
