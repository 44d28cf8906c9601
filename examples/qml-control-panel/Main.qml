// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A device with a screen and a web page that show the same thing: the page is served from here, its changes come in as
// small POST requests, and everything that changes goes out to every page as a server-sent event.

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import NodeHttp

ApplicationWindow {
    id: window

    property bool dark: Qt.application.arguments.includes("--dark")
    readonly property int port: {
        const at = Qt.application.arguments.indexOf("--port");
        return at > 0 ? Number(Qt.application.arguments[at + 1]) : 8080;
    }
    readonly property color surface: dark ? "#1b1e23" : "#ffffff"
    readonly property color ink: dark ? "#e6e9ee" : "#1d232b"
    readonly property color faint: dark ? "#8d97a5" : "#68727f"
    readonly property color line: dark ? "#2c3139" : "#e3e7ec"
    readonly property color accent: dark ? "#5aa9e6" : "#1f6fb2"

    width: 1280
    height: 800
    visible: true
    title: qsTr("Control panel")
    color: dark ? "#121418" : "#f4f6f8"

    palette.window: window.color
    palette.windowText: ink
    palette.text: ink
    palette.buttonText: ink
    palette.base: surface

    Panel {
        id: panel
        port: window.port
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 40
        spacing: 24

        RowLayout {
            Layout.fillWidth: true
            spacing: 16

            ColumnLayout {
                spacing: 2
                Label {
                    text: qsTr("Greenhouse 2")
                    font.pixelSize: 30
                    font.weight: Font.DemiBold
                }
                Label {
                    text: panel.url ? qsTr("Served at %1").arg(panel.url) : panel.errorString || qsTr("Not served")
                    color: window.faint
                    font.pixelSize: 15
                }
            }
            Item { Layout.fillWidth: true }
            Rectangle {
                Layout.preferredWidth: viewers.implicitWidth + 28
                Layout.preferredHeight: 34
                radius: 17
                color: panel.viewers > 0 ? Qt.alpha(window.accent, 0.15) : window.surface
                border.color: panel.viewers > 0 ? window.accent : window.line
                Label {
                    id: viewers
                    anchors.centerIn: parent
                    text: panel.viewers === 1 ? qsTr("1 page is watching") : qsTr("%1 pages are watching").arg(panel.viewers)
                    color: panel.viewers > 0 ? window.accent : window.faint
                    font.pixelSize: 14
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: 24

            Repeater {
                model: panel.settings
                delegate: Card {
                    id: card
                    required property var modelData
                    Layout.fillWidth: true
                    Layout.preferredHeight: 190
                    surface: window.surface
                    line: window.line

                    ColumnLayout {
                        anchors.fill: parent
                        anchors.margins: 24
                        Label {
                            text: card.modelData.title
                            color: window.faint
                            font.pixelSize: 15
                        }
                        Label {
                            text: panel.values[card.modelData.name] + card.modelData.unit
                            font.pixelSize: 40
                            font.weight: Font.Light
                        }
                        Item { Layout.fillHeight: true }
                        Slider {
                            id: slider
                            Layout.fillWidth: true
                            from: card.modelData.from
                            to: card.modelData.to
                            stepSize: 1
                            value: panel.values[card.modelData.name]
                            onMoved: panel.change(card.modelData.name, value, qsTr("this screen"))
                            background: Rectangle {
                                x: slider.leftPadding
                                y: slider.topPadding + slider.availableHeight / 2 - height / 2
                                width: slider.availableWidth
                                height: 4
                                radius: 2
                                color: window.line
                                Rectangle {
                                    width: slider.visualPosition * parent.width
                                    height: parent.height
                                    radius: 2
                                    color: window.accent
                                }
                            }
                            handle: Rectangle {
                                x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
                                y: slider.topPadding + slider.availableHeight / 2 - height / 2
                                width: 22
                                height: 22
                                radius: 11
                                color: window.surface
                                border.color: window.accent
                                border.width: 2
                            }
                        }
                    }
                }
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            surface: window.surface
            line: window.line

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 24
                spacing: 12
                Label {
                    text: qsTr("What happened")
                    font.pixelSize: 17
                    font.weight: Font.DemiBold
                }
                ListView {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    clip: true
                    model: panel.log
                    delegate: RowLayout {
                        required property string time
                        required property string what
                        required property string who
                        width: ListView.view.width
                        height: 34
                        spacing: 20
                        Label {
                            text: parent.time
                            color: window.faint
                            font.pixelSize: 14
                        }
                        Label {
                            text: parent.what
                            font.pixelSize: 15
                            Layout.fillWidth: true
                            elide: Text.ElideRight
                        }
                        Label {
                            text: parent.who
                            color: window.faint
                            font.pixelSize: 14
                        }
                    }
                    Label {
                        anchors.centerIn: parent
                        visible: panel.log.count === 0
                        text: qsTr("Nothing yet. Move a slider, here or on the page.")
                        color: window.faint
                        font.pixelSize: 15
                    }
                }
            }
        }
    }
}
