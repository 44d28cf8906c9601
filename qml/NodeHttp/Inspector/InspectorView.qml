// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

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

    contentItem: ColumnLayout {
        spacing: 0

        TabBar {
            id: tabs

            Layout.fillWidth: true
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
                model: view.pages

                Loader {
                    id: loader

                    required property var modelData
                    required property int index
                    property bool wanted: false

                    onWantedChanged: {
                        if (wanted)
                            setSource(modelData.file, { session: view.session });
                    }
                    Binding on wanted {
                        when: tabs.currentIndex === loader.index // loaded when first looked at, and kept
                        value: true
                        restoreMode: Binding.RestoreNone
                    }
                }
            }
        }
    }
}
