// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick.Controls
import NodeHttp.Inspector

// The chosen exchange's request once more: sent, edited, or as code.
FittingMenu {
    id: menu

    required property InspectorSession session
    required property ComposerModel composer
    signal editWanted(real number)

    function copyAs(language: string) {
        InspectorTools.copy(composer.codeOf(session.selected, language));
    }

    title: qsTr("Request")

    MenuItem {
        objectName: "resend"
        text: qsTr("Send again")
        onTriggered: menu.composer.replay(menu.session.selected)
    }
    MenuItem {
        objectName: "edit"
        text: qsTr("Edit and send…")
        onTriggered: menu.editWanted(menu.session.selected)
    }
    MenuSeparator {}
    MenuItem {
        objectName: "copyCurl"
        text: qsTr("Copy as cURL (bash, zsh)")
        onTriggered: menu.copyAs("curl")
    }
    MenuItem {
        text: qsTr("Copy as cURL (Windows)")
        onTriggered: menu.copyAs("curl-windows")
    }
    MenuItem {
        text: qsTr("Copy as NodeHttp, C++")
        onTriggered: menu.copyAs("cpp")
    }
    MenuItem {
        text: qsTr("Copy as NodeHttp, QML")
        onTriggered: menu.copyAs("qml")
    }
}
