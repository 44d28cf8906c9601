// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// A filter that is applied while it is written. What is wrong is underlined and said below; what may follow is offered.
TextField {
    id: field

    required property InspectorSession session
    property var offer: ({ candidates: [], at: 0, size: 0 })
    readonly property bool wrong: session.filterErrorPosition >= 0 && text === session.filterText

    function complete() {
        offer = session.completions(text, cursorPosition);
        completions.currentIndex = -1;
        if (offer.candidates.length > 0 && activeFocus && !(offer.candidates.length === 1 && offer.candidates[0].length === offer.size))
            popup.open();
        else
            popup.close();
    }
    function take(candidate: string) {
        const end = offer.at + offer.size;
        const whole = text.substring(0, offer.at) + candidate + text.substring(end);
        const cursor = offer.at + candidate.length;
        popup.close();
        text = whole;
        cursorPosition = cursor;
        apply();
        if (candidate.endsWith(":"))
            complete();
    }
    function apply() {
        later.stop();
        session.filterText = text;
    }

    placeholderTextColor: Look.faint
    placeholderText: qsTr("Filter, for example status:>=400 host:api* time:>200ms")
    selectByMouse: true
    rightPadding: clear.visible ? clear.width + 4 : leftPadding
    Accessible.name: qsTr("Filter")
    Accessible.description: wrong ? session.filterError : ""
    Component.onCompleted: text = session.filterText
    onTextEdited: {
        later.restart();
        complete();
    }
    onActiveFocusChanged: {
        if (!activeFocus)
            popup.close();
    }

    Keys.onDownPressed: event => {
        if (popup.opened)
            completions.incrementCurrentIndex();
        else
            complete();
        event.accepted = true;
    }
    Keys.onUpPressed: event => {
        event.accepted = popup.opened;
        if (popup.opened)
            completions.decrementCurrentIndex();
    }
    Keys.onTabPressed: event => {
        event.accepted = popup.opened && completions.currentIndex >= 0;
        if (event.accepted)
            take(offer.candidates[completions.currentIndex]);
    }
    Keys.onReturnPressed: {
        if (popup.opened && completions.currentIndex >= 0)
            take(offer.candidates[completions.currentIndex]);
        else
            apply();
        popup.close();
    }
    Keys.onEscapePressed: {
        if (popup.opened) {
            popup.close();
        } else {
            text = "";
            apply();
        }
    }

    Connections {
        target: field.session
        function onFilterChanged() {
            if (field.text !== field.session.filterText && !later.running)
                field.text = field.session.filterText;
        }
    }
    Timer {
        id: later
        interval: 200
        onTriggered: field.apply()
    }
    Rectangle { // below what is wrong
        readonly property bool known: field.wrong && field.contentWidth > 0 // asked again when the text is laid out
        readonly property rect first: known ? field.positionToRectangle(Math.min(field.text.length, field.session.filterErrorPosition)) : Qt.rect(0, 0, 0, 0)
        readonly property rect last: known ? field.positionToRectangle(Math.min(field.text.length, field.session.filterErrorPosition + Math.max(1, field.session.filterErrorSize))) : first

        objectName: "underline"
        visible: field.wrong
        x: Math.min(field.width - 12, first.x)
        y: first.y + first.height
        width: Math.max(8, last.x - first.x)
        height: 2
        color: Look.bad
    }
    ToolButton {
        id: clear

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.rightMargin: 2
        width: height
        height: parent.height - 4
        visible: field.text.length > 0
        text: "\u00d7"
        focusPolicy: Qt.NoFocus
        Accessible.name: qsTr("Clear the filter")
        onClicked: {
            field.text = "";
            field.apply();
        }
    }
    Popup {
        id: popup

        y: field.height + (problem.visible ? problem.height : 0)
        width: Math.min(field.width, 360)
        padding: 1
        focus: false
        closePolicy: Popup.CloseOnPressOutsideParent
        height: Math.min(completions.contentHeight, 10 * Look.rowHeight) + 2

        ListView {
            id: completions

            anchors.fill: parent
            cacheBuffer: 0
            clip: true
            model: field.offer.candidates
            currentIndex: -1
            delegate: ItemDelegate {
                required property string modelData
                required property int index

                width: ListView.view.width
                height: Look.rowHeight
                text: modelData
                highlighted: ListView.isCurrentItem
                onClicked: field.take(modelData)
            }
        }
    }
    Label {
        id: problem

        objectName: "filterProblem"
        anchors.top: parent.bottom
        z: 10
        visible: field.wrong
        text: field.session.filterError
        padding: 4
        color: Look.bad
        background: Rectangle {
            color: field.palette.base
            border.color: Look.bad
        }
    }
}
