// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// The inspector as one element: tabs, and below them the page that is chosen. An application puts it wherever it likes.
Control {
    id: view

    required property InspectorSession session
    // The pages in the order of their tabs; each file has `required property InspectorSession session`.
    readonly property var pages: [
        { file: "Traffic.qml", title: qsTr("Traffic") }
    ]
    property alias currentPage: tabs.currentIndex

    function focusPage() {
        const loader = loaders.itemAt(tabs.currentIndex) as Loader;
        if (loader && loader.item)
            (loader.item as Item).forceActiveFocus();
    }

    palette {
        window: Look.system.window
        windowText: Look.system.windowText
        base: Look.system.base
        alternateBase: Look.system.alternateBase
        text: Look.system.text
        button: Look.system.button
        buttonText: Look.system.buttonText
        highlight: Look.system.highlight
        highlightedText: Look.system.highlightedText
        light: Look.system.light
        midlight: Look.system.midlight
        mid: Look.system.mid
        dark: Look.system.dark
        shadow: Look.system.shadow
    }
    background: Rectangle {
        color: view.palette.window
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TabBar {
            id: tabs

            Layout.fillWidth: true
            visible: view.pages.length > 1
            Accessible.name: qsTr("Pages of the inspector")

            Repeater {
                model: view.pages

                TabButton {
                    required property var modelData

                    text: modelData.title
                    width: implicitWidth
                }
            }
        }
        StackLayout {
            currentIndex: tabs.currentIndex
            Layout.fillWidth: true
            Layout.fillHeight: true

            Repeater {
                id: loaders

                model: view.pages

                Loader {
                    id: loader

                    required property var modelData
                    required property int index
                    readonly property bool current: tabs.currentIndex === index

                    // Loaded when first looked at, and kept.
                    function load() {
                        if (current && status === Loader.Null)
                            setSource(modelData.file, { session: view.session });
                    }
                    onCurrentChanged: load()
                    Component.onCompleted: load()
                }
            }
        }
    }

    Shortcut {
        sequence: "F1"
        onActivated: help.open()
    }
    Shortcut {
        sequence: "Ctrl+PgDown"
        enabled: view.pages.length > 1
        onActivated: tabs.currentIndex = (tabs.currentIndex + 1) % view.pages.length
    }
    Shortcut {
        sequence: "Ctrl+PgUp"
        enabled: view.pages.length > 1
        onActivated: tabs.currentIndex = (tabs.currentIndex + view.pages.length - 1) % view.pages.length
    }

    ShortcutHelp {
        id: help
        anchors.centerIn: parent
    }
}
