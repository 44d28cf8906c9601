// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma Singleton

import QtQuick

// Colours that carry a meaning, for light and dark; everything else comes from the palette of the system.
QtObject {
    id: look

    readonly property SystemPalette system: SystemPalette {}
    readonly property bool dark: system.window.hslLightness < 0.5

    readonly property color line: dark ? "#3a4048" : "#d5dae0"
    readonly property color faint: dark ? "#a0abb7" : "#5b6876"
    readonly property color accent: dark ? "#66b0f2" : "#1967c0"
    readonly property color good: dark ? "#6fce98" : "#17753f"
    readonly property color moved: dark ? "#7cb8f0" : "#1a5fa8"
    readonly property color refused: dark ? "#eab15c" : "#8f5600"
    readonly property color bad: dark ? "#f48b83" : "#b3261e"

    readonly property string monospace: Qt.platform.os === "windows" ? "Consolas" : Qt.platform.os === "osx" ? "Menlo" : "monospace"
    readonly property int margin: 8
}
