// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma Singleton

import QtQuick

// The colours of the example apps. The system decides between light and dark, unless --light or --dark is given.
QtObject {
    id: theme

    readonly property SystemPalette system: SystemPalette {}
    readonly property var options: Array.from(Qt.application.arguments)
    property bool dark: options.includes("--dark") || (!options.includes("--light") && system.window.hslLightness < 0.5)

    readonly property color page: dark ? "#0f1317" : "#f4f6f9"
    readonly property color surface: dark ? "#181d23" : "#ffffff"
    readonly property color selected: dark ? "#213244" : "#e6f0fb"
    readonly property color ink: dark ? "#e8ebef" : "#1b2129"
    readonly property color faint: dark ? "#93a0ae" : "#637082"
    readonly property color line: dark ? "#2a313a" : "#e1e6ec"
    readonly property color accent: dark ? "#66b0f2" : "#1967c0"
    readonly property color paper: dark ? "#0b1620" : "#ffffff"
    readonly property color good: dark ? "#63c58c" : "#1b8a4b"
    readonly property color bad: dark ? "#f0837b" : "#c3362b"

    readonly property int small: 13
    readonly property int normal: 15
    readonly property int large: 20
    readonly property int huge: 28

    // What stands behind an option of the command line.
    function option(name: string, otherwise: string): string {
        const at = theme.options.indexOf(name);
        return at >= 0 && at + 1 < theme.options.length ? theme.options[at + 1] : otherwise;
    }
}
