// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// A text of several lines in a frame that scrolls. Tab leaves it, so that every page can be walked by keyboard.
ScrollView {
    id: box

    property alias text: area.text
    property alias placeholderText: area.placeholderText
    property alias readOnly: area.readOnly
    property alias area: area
    property string name: ""
    signal edited()

    implicitWidth: 200
    implicitHeight: 80
    contentWidth: availableWidth

    TextArea {
        id: area

        selectByMouse: true
        wrapMode: TextEdit.Wrap
        textFormat: TextEdit.PlainText
        font.family: Look.monospace
        placeholderTextColor: Look.faint
        Accessible.name: box.name
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        onTextChanged: {
            if (activeFocus)
                box.edited();
        }
        background: Rectangle {
            color: box.palette.base
            border.color: area.activeFocus ? Look.accent : Look.line
            border.width: area.activeFocus ? 2 : 1
            radius: 2
        }
    }
}
