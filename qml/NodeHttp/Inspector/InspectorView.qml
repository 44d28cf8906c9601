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
        { file: "Traffic.qml", title: qsTr("Traffic") },
        { file: "Composer.qml", title: qsTr("Composer"), more: { composer: composer } },
        { file: "BinPage.qml", title: qsTr("Bin") },
        { file: "ProxyPage.qml", title: qsTr("Proxy") },
        { file: "BreakpointPage.qml", title: points.waiting > 0 ? qsTr("Breakpoints (%1)").arg(points.waiting) : qsTr("Breakpoints"), more: { breakpoints: points } },
        { file: "PoolPage.qml", title: qsTr("Pools"), more: { pools: pooled } },
        { file: "AttachPage.qml", title: remote.attached ? qsTr("Attached") : qsTr("Attach"), more: { remote: remote } }
    ]
    property string attachTo: ""          // the name of another process, from the start
    readonly property ComposerModel composer: ComposerModel {
        id: composer
        session: view.session
    }
    readonly property BreakpointModel breakpoints: BreakpointModel {
        id: points
    }
    readonly property PoolModel pools: PoolModel {
        id: pooled
        recording: view.session.recording
    }
    readonly property RemoteControl remote: RemoteControl {
        id: remote
        pools: pooled
        session: view.session
    }

    // The page of a file once it was looked at; null before.
    function pageItem(file: string): Item {
        const loader = loaders.itemAt(pages.findIndex(each => each.file === file)) as Loader;
        return loader ? loader.item as Item : null;
    }
    // A recorded request into the composer.
    function edit(number: real) {
        if (!composer.edit(number))
            return;
        currentPage = 1;
        focusPage();
    }
    function turn(by: int) {
        tabs.currentIndex = (tabs.currentIndex + by + pages.length) % pages.length;
        focusPage();
    }

    Component.onCompleted: {
        if (attachTo)
            remote.attach(attachTo);
    }
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

        PageTabs {
            id: tabs

            Layout.fillWidth: true
            visible: view.pages.length > 1
            Accessible.name: qsTr("Pages of the inspector")

            Repeater {
                model: view.pages.length

                PageTab {
                    required property int index

                    text: view.pages[index].title
                }
            }
        }
        StackLayout {
            currentIndex: tabs.currentIndex
            Layout.fillWidth: true
            Layout.fillHeight: true

            Repeater {
                id: loaders

                model: view.pages.length // titles change, pages stay

                Loader {
                    id: loader

                    required property int index
                    readonly property var modelData: view.pages[index]
                    readonly property bool current: tabs.currentIndex === index

                    // Loaded when first looked at, and kept.
                    function load() {
                        if (current && status === Loader.Null)
                            setSource(modelData.file, Object.assign({ session: view.session }, modelData.more ?? {}));
                    }
                    onCurrentChanged: load()
                    onLoaded: {
                        const traffic = item as Traffic;
                        if (traffic)
                            traffic.menu.insertMenu(1, again.createObject(traffic) as ResendMenu);
                    }
                    Component.onCompleted: load()
                }
            }
        }
    }

    Component {
        id: again

        ResendMenu {
            session: view.session
            composer: view.composer
            onEditWanted: number => view.edit(number)
        }
    }
    Shortcut {
        sequence: "Ctrl+E"
        enabled: view.session.selected > 0
        onActivated: view.edit(view.session.selected)
    }
    Shortcut {
        sequence: "Ctrl+Shift+E"
        enabled: view.session.selected > 0
        onActivated: composer.replay(view.session.selected)
    }
    Shortcut {
        sequence: "F1"
        onActivated: help.open()
    }
    Shortcut {
        sequence: "Ctrl+PgDown"
        enabled: view.pages.length > 1
        onActivated: view.turn(1)
    }
    Shortcut {
        sequence: "Ctrl+PgUp"
        enabled: view.pages.length > 1
        onActivated: view.turn(-1)
    }

    ShortcutHelp {
        id: help
        anchors.centerIn: parent
    }
}
