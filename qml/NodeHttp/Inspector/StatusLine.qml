// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Counts, what is under way, and what went wrong.
Pane {
    id: line

    required property InspectorSession session
    readonly property string counts: session.model.shown === session.count ? qsTr("%Ln exchange(s)", "", session.count)
                                                                           : qsTr("%L1 of %L2 exchanges").arg(session.model.shown).arg(session.count)

    padding: 0
    leftPadding: Look.margin
    rightPadding: Look.margin
    contentHeight: counts.implicitHeight + 4

    RowLayout {
        anchors.fill: parent
        spacing: 16

        Label {
            id: counts
            text: line.counts
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        Label {
            visible: line.session.model.waiting > 0
            text: qsTr("%Ln new, held", "", line.session.model.waiting)
            color: Look.refused
        }
        Label {
            visible: line.session.dropped > 0
            text: qsTr("%L1 dropped above the cap of %L2").arg(line.session.dropped).arg(line.session.rowCap)
            color: Look.refused
            elide: Text.ElideRight
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
        }
        Label {
            objectName: "problem"
            Layout.fillWidth: true
            visible: line.session.problem !== ""
            text: line.session.problem
            color: Look.bad
            elide: Text.ElideMiddle
            Accessible.name: text

            HoverHandler {
                id: hover
            }
            ToolTip.visible: hover.hovered
            ToolTip.text: line.session.problem
        }
        ToolButton {
            visible: line.session.problem !== ""
            implicitHeight: counter.implicitHeight
            implicitWidth: implicitHeight
            text: "\u00d7"
            Accessible.name: qsTr("Dismiss the message")
            onClicked: line.session.problem = ""
        }
        Item {
            Layout.fillWidth: line.session.problem === ""
        }
        Label {
            visible: line.session.busy || line.session.model.busy
            text: line.session.busy ? qsTr("HAR file") : qsTr("Working")
            color: Look.faint
        }
        ProgressBar {
            visible: line.session.busy || line.session.model.busy
            value: line.session.busy ? line.session.progress : line.session.model.progress
            Layout.preferredWidth: 100
            Accessible.name: qsTr("Progress")
        }
        Label {
            id: counter

            visible: line.session.binUrl !== ""
            text: qsTr("Bin %1").arg(line.session.binUrl)
            color: Look.faint
        }
        Label {
            visible: line.session.proxyUrl !== ""
            text: qsTr("Proxy %1").arg(line.session.proxyUrl)
            color: Look.faint
        }
        Label {
            text: qsTr("F1: keys")
            color: Look.faint
        }
    }
}
