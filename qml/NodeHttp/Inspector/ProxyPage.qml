// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// The forward proxy: plain HTTP in full in the traffic, CONNECT as tunnels whose bytes are counted here.
FocusScope {
    id: page

    required property InspectorSession session
    readonly property ProxyControl proxy: ProxyControl { session: page.session }
    readonly property var widths: [70, Math.max(120, Math.min(300, width - 490)), 80, 110, 110, 100]

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Look.margin
        spacing: Look.margin

        PortRow {
            Layout.fillWidth: true
            what: qsTr("proxy")
            listening: page.proxy.listening
            port: page.proxy.port
            problem: page.proxy.problem
            onStartWanted: port => page.proxy.start(port)
            onStopWanted: page.proxy.stop()
        }
        CopyableCommand {
            Layout.fillWidth: true
            Layout.maximumWidth: 720
            visible: page.proxy.listening
            text: "curl -x " + page.proxy.url + " http://example.com/"
        }
        CopyableCommand {
            Layout.fillWidth: true
            Layout.maximumWidth: 720
            visible: page.proxy.listening
            text: "chromium --proxy-server=" + page.proxy.url
        }
        Label {
            Layout.fillWidth: true
            wrapMode: Text.WordWrap
            color: Look.faint
            text: page.proxy.listening ? qsTr("%Ln plain request(s) stand in the traffic. HTTPS goes through tunnels: nothing inside them is read.", "", page.proxy.forwarded)
                                       : qsTr("Plain HTTP is recorded in full; HTTPS goes through tunnels, whose bytes are counted and not read.")
        }
        Section { text: qsTr("Tunnels"); leftPadding: 0 }
        Row {
            id: heads

            Layout.fillWidth: true
            visible: tunnels.count > 0

            Repeater {
                model: [qsTr("Number"), qsTr("To"), qsTr("Status"), qsTr("Up"), qsTr("Down"), qsTr("Time")]

                Label {
                    required property string modelData
                    required property int index

                    width: page.widths[index]
                    leftPadding: 6
                    rightPadding: 6
                    text: modelData
                    color: Look.faint
                    horizontalAlignment: index === 1 ? Text.AlignLeft : Text.AlignRight
                }
            }
        }
        PagedList {
            id: tunnels

            objectName: "tunnels"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: page.proxy.tunnels
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Tunnels")
            ScrollBar.vertical: ScrollBar {}

            Label {
                anchors.centerIn: parent
                visible: tunnels.count === 0
                color: Look.faint
                text: page.proxy.listening ? qsTr("No tunnel yet.") : qsTr("Start the proxy, and point a browser or a program at it.")
            }
            delegate: ItemDelegate {
                id: tunnel

                required property int index
                required property var model

                width: ListView.view.width
                height: Look.rowHeight
                padding: 0
                highlighted: tunnels.activeFocus && ListView.isCurrentItem
                focusPolicy: Qt.NoFocus
                Accessible.name: qsTr("%1, %2 up, %3 down").arg(model.host).arg(model.up).arg(model.down)
                onClicked: {
                    tunnels.currentIndex = index;
                    tunnels.forceActiveFocus();
                    page.session.selected = model.number;
                }
                contentItem: Row {
                    Repeater {
                        model: [tunnel.model.number, tunnel.model.host, tunnel.model.open ? qsTr("open") : tunnel.model.status > 0 ? tunnel.model.status : "", tunnel.model.up, tunnel.model.down, tunnel.model.time]

                        Label {
                            required property var modelData
                            required property int index

                            width: page.widths[index]
                            height: tunnel.height
                            leftPadding: 6
                            rightPadding: 6
                            text: modelData
                            elide: Text.ElideRight
                            verticalAlignment: Text.AlignVCenter
                            horizontalAlignment: index === 1 ? Text.AlignLeft : Text.AlignRight
                            textFormat: Text.PlainText
                            color: tunnel.highlighted ? page.palette.highlightedText
                                 : index === 2 && tunnel.model.open ? Look.good
                                 : index === 2 && tunnel.model.status >= 400 ? Look.bad : page.palette.text
                        }
                    }
                }
            }
        }
    }
}
