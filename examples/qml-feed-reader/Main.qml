// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A reader of feeds: what there is on the left, its entries in the middle, one of them on the right. It asks every fifteen
// seconds whether anything is new, and when the list is pulled down. Without addresses on the command line it reads feeds
// that it serves itself.
//
//     qml -I build/release/qml examples/qml-feed-reader/Main.qml [-- --dark] [--feed URL]

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import NodeHttp
import "../qml-look"

AppWindow {
    id: window

    property var feeds: []
    readonly property Feed current: feeds.length > 0 ? feeds[Math.max(0, feedList.currentIndex)] : null

    function add(address: string) {
        const made = feed.createObject(window, { address: /^\w+:/.test(address) ? address : "http://" + address, agent: connections });
        window.feeds = window.feeds.concat(made);
        made.refresh();
    }

    title: qsTr("Feeds")
    subtitle: current && current.busy ? qsTr("Asking %1").arg(current.address) : qsTr("Asks for news every fifteen seconds")
    corner: PushButton {
        text: window.current && window.current.busy ? qsTr("Stop") : qsTr("Refresh")
        enabled: window.current !== null
        onClicked: window.current.busy ? window.current.stop() : window.current.refresh()
    }

    Agent {
        id: connections
        keepAlive: true
        maxSockets: 4
    }

    Component {
        id: feed
        Feed {}
    }

    DemoFeeds {
        id: demo
        onListeningStarted: {
            const given = Theme.option("--feed", "");
            for (const address of given ? [given] : demo.paths.map(path => demo.url + path))
                window.add(address);
        }
    }

    Timer {
        interval: 15000
        repeat: true
        running: true
        onTriggered: window.feeds.filter(feed => !feed.address.endsWith("/tides.json")).forEach(feed => feed.refresh())
    }

    Shortcut {
        sequence: "F5"
        onActivated: window.current.refresh()
    }

    RowLayout {
        anchors.fill: parent
        spacing: 20

        Card {
            Layout.preferredWidth: 290
            Layout.fillHeight: true

            ListView {
                id: feedList
                anchors { fill: parent; margins: 10; bottomMargin: 64 }
                clip: true
                model: window.feeds
                delegate: FeedRow { width: ListView.view.width }
                onCurrentIndexChanged: entryList.currentIndex = -1
            }
            TextLine {
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 12 }
                placeholderText: qsTr("Address of a feed, then Enter")
                onAccepted: {
                    window.add(text);
                    clear();
                }
            }
        }

        Card {
            Layout.preferredWidth: 400
            Layout.fillHeight: true

            Meter {
                id: bar
                anchors { left: parent.left; right: parent.right; top: parent.top; margins: 14 }
                implicitHeight: 4
                opacity: window.current && window.current.busy ? 1 : 0
                running: opacity > 0 && !window.current.sized
                value: window.current ? window.current.progress : 0
            }
            EntryList {
                id: entryList
                anchors { fill: parent; margins: 10; topMargin: 28 }
                model: window.current ? window.current.entries : null
                busy: window.current !== null && window.current.busy
                onRefreshWanted: window.current.refresh()
                onCurrentIndexChanged: {
                    if (window.current)
                        window.current.read(currentIndex);
                }
            }
            ColumnLayout {
                anchors.centerIn: parent
                width: parent.width - 80
                spacing: 14
                visible: entryList.count === 0 && !entryList.busy && window.current !== null
                Label {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.Wrap
                    text: window.current && window.current.errorString || qsTr("Nothing here yet")
                    color: window.current && window.current.errorString ? Theme.bad : Theme.faint
                }
                PushButton {
                    Layout.alignment: Qt.AlignHCenter
                    text: qsTr("Try again")
                    onClicked: window.current.refresh()
                }
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ArticleView {
                anchors { fill: parent; margins: 32 }
                entry: window.current && entryList.currentIndex >= 0 ? window.current.entries.get(entryList.currentIndex) : null
            }
        }
    }
}
