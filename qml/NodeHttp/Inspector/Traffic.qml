// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// The exchanges.
ListView {
    id: traffic

    required property InspectorSession session

    model: session.model
    clip: true
    delegate: ItemDelegate {
        required property int index
        required property var model

        width: ListView.view.width
        text: model.display
        onClicked: traffic.session.selected = traffic.session.model.numberAt(index)
    }
}
