// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// A field that offers how its text could go on: Down chooses, Return or Tab takes, Escape leaves it as it is.
TextField {
    id: field

    property var suggest: beginning => []
    signal changedByHand()

    function takeSuggestion() {
        if (offers.currentIndex < 0)
            return;
        text = offers.model[offers.currentIndex];
        popup.close();
        changedByHand();
    }

    selectByMouse: true
    onTextEdited: {
        changedByHand();
        const ask = suggest; // to qmllint a property is no method
        const found = ask(text);
        offers.model = found;
        offers.currentIndex = -1;
        if (found.length > 0 && text !== "")
            popup.open();
        else
            popup.close();
    }
    onActiveFocusChanged: {
        if (!activeFocus)
            popup.close();
    }
    Keys.onDownPressed: event => {
        event.accepted = popup.visible;
        if (popup.visible)
            offers.currentIndex = Math.min(offers.currentIndex + 1, offers.count - 1);
    }
    Keys.onUpPressed: event => {
        event.accepted = popup.visible;
        if (popup.visible)
            offers.currentIndex = Math.max(offers.currentIndex - 1, 0);
    }
    Keys.onReturnPressed: event => {
        event.accepted = popup.visible && offers.currentIndex >= 0;
        takeSuggestion();
    }
    Keys.onTabPressed: event => {
        event.accepted = false;
        if (popup.visible && offers.currentIndex >= 0)
            takeSuggestion();
    }
    Keys.onEscapePressed: event => {
        event.accepted = popup.visible;
        popup.close();
    }

    Popup {
        id: popup

        y: field.height
        width: Math.max(field.width, 240)
        height: Math.min(offers.contentHeight + 2, 200)
        padding: 1
        focus: false
        closePolicy: Popup.NoAutoClose

        ListView {
            id: offers

            anchors.fill: parent
            clip: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Suggestions")
            delegate: ItemDelegate {
                required property int index
                required property string modelData

                width: ListView.view.width
                text: modelData
                highlighted: offers.currentIndex === index
                focusPolicy: Qt.NoFocus
                onClicked: {
                    offers.currentIndex = index;
                    field.takeSuggestion();
                }
            }
        }
    }
}
