// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import NodeHttp.Inspector

// The phases of one exchange, one behind the other.
Rectangle {
    id: bar

    required property ExchangeDetails details

    implicitHeight: 16
    color: "transparent"
    border.color: Look.line
    Accessible.role: Accessible.Graphic
    Accessible.name: Array.from(details.phases).map(phase => phase.name + " " + phase.text).join(", ")

    Repeater {
        model: bar.details.phases

        Rectangle {
            required property var modelData

            x: 1 + modelData.start / Math.max(1, bar.details.total) * (bar.width - 2)
            y: 1
            width: Math.max(modelData.lasted > 0 ? 1 : 0, modelData.lasted / Math.max(1, bar.details.total) * (bar.width - 2))
            height: bar.height - 2
            color: colors.phaseColor(modelData.phase, Look.dark)
        }
    }
    WaterfallBar {
        id: colors
        visible: false
    }
}
