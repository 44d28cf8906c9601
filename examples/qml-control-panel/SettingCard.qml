// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import "../qml-look"

// Shows a value, and a slider that asks for another.
Card {
    id: card

    required property Setting modelData
    signal wanted(string name, int value)

    implicitHeight: column.implicitHeight + 48

    ColumnLayout {
        id: column
        anchors.fill: parent
        anchors.margins: 24
        spacing: 12

        Label {
            text: card.modelData.title
            color: Theme.faint
        }
        Label {
            text: card.modelData.value + card.modelData.unit
            font.pixelSize: 44
            font.weight: Font.Light
        }
        ValueSlider {
            Layout.fillWidth: true
            from: card.modelData.from
            to: card.modelData.to
            stepSize: 1
            value: card.modelData.value
            onMoved: card.wanted(card.modelData.name, value)
        }
    }
}
