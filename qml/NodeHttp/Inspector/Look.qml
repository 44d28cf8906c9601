// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma Singleton

import QtQuick

// Colours that carry a meaning, for light and dark; everything else comes from the palette of the system.
QtObject {
    id: look

    readonly property SystemPalette system: SystemPalette {}
    readonly property bool dark: system.window.hslLightness < 0.5

    readonly property color line: dark ? "#454c55" : "#cfd5dc"
    readonly property color faint: dark ? "#a8b2bd" : "#56626f"
    readonly property color accent: dark ? "#66b0f2" : "#1967c0"
    readonly property color good: dark ? "#6fce98" : "#17753f"
    readonly property color moved: dark ? "#7cb8f0" : "#1a5fa8"
    readonly property color refused: dark ? "#eab15c" : "#8a5200"
    readonly property color bad: dark ? "#f48b83" : "#b3261e"
    readonly property color marked: dark ? "#5a4a12" : "#ffe9a8"

    readonly property string monospace: Qt.platform.os === "windows" ? "Consolas" : Qt.platform.os === "osx" ? "Menlo" : "monospace"
    readonly property int margin: 8
    readonly property int rowHeight: Math.round(metrics.height * 1.5)
    readonly property FontMetrics metrics: FontMetrics {}

    // Of a row of the table, see ExchangeModel.Kind.
    function kindColor(kind: int, otherwise: color): color {
        switch (kind) {
        case 2: return good;
        case 3: return moved;
        case 4: return refused;
        case 5:
        case 6: return bad;
        }
        return otherwise;
    }
}
