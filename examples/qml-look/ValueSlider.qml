// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic

Slider {
    id: slider

    background: Rectangle {
        x: slider.leftPadding
        y: slider.topPadding + slider.availableHeight / 2 - height / 2
        implicitWidth: 120
        implicitHeight: 6
        width: slider.availableWidth
        height: implicitHeight
        radius: 3
        color: Theme.line
        Rectangle {
            width: slider.visualPosition * parent.width
            height: parent.height
            radius: 3
            color: Theme.accent
        }
    }
    handle: Rectangle {
        x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
        y: slider.topPadding + slider.availableHeight / 2 - height / 2
        implicitWidth: 22
        implicitHeight: 22
        radius: 11
        color: Theme.surface
        border.color: Theme.accent
        border.width: slider.pressed || slider.visualFocus ? 4 : 2
    }
}
