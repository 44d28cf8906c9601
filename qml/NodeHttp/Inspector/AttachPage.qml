// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Another process whose traffic this session shows.
FocusScope {
    id: page

    required property InspectorSession session
    property RemoteControl remote: RemoteControl { session: page.session }
    property var offered: remote.offered()

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Look.margin
        spacing: Look.margin

        RowLayout {
            Layout.fillWidth: true
            spacing: 6

            Label { text: qsTr("Name") }
            TextField {
                id: name

                objectName: "attachName"
                Layout.preferredWidth: 260
                focus: true
                enabled: !page.remote.attached
                selectByMouse: true
                text: page.remote.name
                Accessible.name: qsTr("Name under which a process offers its traffic")
                Keys.onReturnPressed: {
                    if (text.trim() !== "")
                        page.remote.attach(text);
                }
            }
            Button {
                objectName: "attach"
                text: page.remote.attached ? qsTr("Detach") : qsTr("Attach")
                highlighted: !page.remote.attached
                enabled: page.remote.attached || name.text.trim() !== ""
                onClicked: {
                    if (page.remote.attached)
                        page.remote.detach();
                    else
                        page.remote.attach(name.text);
                }
            }
            Label {
                Layout.fillWidth: true
                text: page.remote.attached ? qsTr("attached to %1").arg(page.remote.program) : page.remote.problem
                color: page.remote.attached ? Look.good : Look.bad
                elide: Text.ElideRight
                textFormat: Text.PlainText
            }
        }
        Label {
            Layout.fillWidth: true
            visible: page.remote.lost > 0
            color: Look.bad
            wrapMode: Text.WordWrap
            text: qsTr("%L1 messages were lost: the process sent more than could be taken. What is missing is at the end of bodies first.").arg(page.remote.lost)
        }
        RowLayout {
            Layout.fillWidth: true
            Section { text: qsTr("Offered on this machine"); leftPadding: 0 }
            Item { Layout.fillWidth: true }
            Button {
                text: qsTr("Look again")
                onClicked: page.offered = page.remote.offered()
            }
        }
        PagedList {
            id: names

            objectName: "offered"
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(contentHeight, 200)
            visible: count > 0
            model: page.offered
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Offered on this machine")
            Keys.onReturnPressed: page.remote.attach(page.offered[currentIndex])

            delegate: ItemDelegate {
                required property int index
                required property string modelData

                width: ListView.view.width
                text: modelData
                highlighted: names.activeFocus && ListView.isCurrentItem
                focusPolicy: Qt.NoFocus
                onClicked: {
                    names.currentIndex = index;
                    if (!page.remote.attached)
                        page.remote.attach(modelData);
                }
            }
        }
        Label {
            Layout.fillWidth: true
            wrapMode: Text.WordWrap
            color: Look.faint
            text: qsTr("A program that allows it offers its traffic when it is started like this; only you can attach to it.")
        }
        CopyableCommand {
            Layout.fillWidth: true
            Layout.maximumWidth: 720
            text: "NODEHTTP_INSPECT=my-app ./my-app"
        }
        Item { Layout.fillHeight: true }
    }
}
