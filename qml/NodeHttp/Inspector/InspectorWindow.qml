// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// The window of the program nodehttp-inspector.
ApplicationWindow {
    id: window

    required property InspectorSession session
    property alias attachTo: view.attachTo

    width: 1280
    height: 800
    minimumWidth: 640
    minimumHeight: 400
    visible: true
    title: qsTr("HTTP inspector")
    palette: view.palette
    Component.onCompleted: view.focusPage()

    InspectorView {
        id: view

        anchors.fill: parent
        session: window.session
    }
}
