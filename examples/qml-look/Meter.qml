// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick

// How much of something is done, from 0 to 1; without a number, a piece that runs along.
Rectangle {
    id: meter

    property real value: 0
    property bool running: false // busy, and nobody knows for how long
    property color tone: Theme.accent

    implicitHeight: 6
    radius: height / 2
    color: Theme.line
    clip: true

    Rectangle {
        visible: !meter.running
        width: meter.width * Math.max(0, Math.min(1, meter.value))
        height: meter.height
        radius: meter.radius
        color: meter.tone
    }
    Rectangle {
        id: runner
        visible: meter.running
        width: meter.width / 4
        height: meter.height
        radius: meter.radius
        color: meter.tone
        NumberAnimation on x {
            running: meter.running
            loops: Animation.Infinite
            from: -runner.width
            to: meter.width
            duration: 1200
        }
    }
}
