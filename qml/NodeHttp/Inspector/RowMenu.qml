// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// What can be done with the chosen exchange. More is added from outside: addMenu(), addItem().
FittingMenu {
    id: menu

    required property InspectorSession session
    readonly property ExchangeModel model: session.model
    readonly property ExchangeDetails details: ExchangeDetails {
        session: menu.session
        number: menu.session.selected
    }
    property string cellText: ""          // of the cell it was opened on

    signal exportWanted()

    function copyRow() {
        const row = model.rowOf(session.selected);
        if (row >= 0)
            InspectorTools.copy(model.data(model.index(row, 0), Qt.UserRole + 1).filter(text => text !== "").join("\t"));
    }

    MenuItem {
        text: qsTr("Copy URL")
        onTriggered: InspectorTools.copy(menu.details.url)
    }
    MenuItem {
        text: menu.cellText ? qsTr("Copy \"%1\"").arg(menu.cellText.length > 40 ? menu.cellText.substring(0, 40) + "\u2026" : menu.cellText) : qsTr("Copy cell")
        enabled: menu.cellText !== ""
        onTriggered: InspectorTools.copy(menu.cellText)
    }
    MenuItem {
        text: qsTr("Copy row")
        onTriggered: menu.copyRow()
    }
    MenuItem {
        text: qsTr("Copy request head")
        onTriggered: InspectorTools.copy(menu.details.headersAsText(true))
    }
    MenuItem {
        text: qsTr("Copy response head")
        onTriggered: InspectorTools.copy(menu.details.headersAsText(false))
    }
    MenuSeparator {}
    MenuItem {
        text: qsTr("Go to the other end")
        enabled: menu.details.peer > 0
        onTriggered: menu.session.selected = menu.details.peer
    }
    MenuItem {
        text: qsTr("Export this exchange…")
        onTriggered: menu.exportWanted()
    }
}
