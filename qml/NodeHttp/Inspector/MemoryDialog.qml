// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// How much is kept: of each body, of all of them, and how many exchanges. Remembered for the user.
Dialog {
    id: dialog

    required property InspectorSession session
    property var use: ({ memory: 0, file: 0, notKept: 0 })

    function keep() {
        InspectorTools.remember("memory/preview", session.previewKiB);
        InspectorTools.remember("memory/body", session.bodyMiB);
        InspectorTools.remember("memory/total", session.totalMiB);
        InspectorTools.remember("memory/rows", session.rowCap);
    }
    // What was chosen before; what was never chosen stays as the application has it.
    function recall() {
        session.previewKiB = InspectorTools.remembered("memory/preview", session.previewKiB);
        session.bodyMiB = InspectorTools.remembered("memory/body", session.bodyMiB);
        session.totalMiB = InspectorTools.remembered("memory/total", session.totalMiB);
        session.rowCap = InspectorTools.remembered("memory/rows", session.rowCap);
    }

    title: qsTr("Memory")
    width: parent ? Math.min(parent.width - 32, 520) : 520
    modal: true
    focus: true
    standardButtons: Dialog.Close
    onAboutToShow: use = session.bodyUse()
    Component.onCompleted: {
        standardButton(Dialog.Close).text = qsTr("Close"); // the application need not have Qt's own texts
        recall();
    }

    component Amount: SpinBox {
        Layout.preferredWidth: 150
        editable: true
        from: 1
    }

    contentItem: GridLayout {
        columns: 3
        columnSpacing: Look.margin
        rowSpacing: 6

        Label {
            Layout.fillWidth: true
            text: qsTr("Of each body in memory")
            wrapMode: Text.WordWrap
        }
        Amount {
            objectName: "previewKiB"
            focus: true
            from: 0
            to: 1048576
            stepSize: 16
            value: dialog.session.previewKiB
            Accessible.name: qsTr("Kibibytes of each body in memory")
            onValueModified: {
                dialog.session.previewKiB = value;
                dialog.keep();
            }
        }
        Label { text: qsTr("KiB") }

        Label {
            Layout.fillWidth: true
            text: qsTr("Of each body in all")
            wrapMode: Text.WordWrap
        }
        Amount {
            objectName: "bodyMiB"
            to: 1048576
            stepSize: 16
            value: dialog.session.bodyMiB
            Accessible.name: qsTr("Mebibytes of each body in all")
            onValueModified: {
                dialog.session.bodyMiB = value;
                dialog.keep();
            }
        }
        Label { text: qsTr("MiB") }

        Label {
            Layout.fillWidth: true
            text: qsTr("All bodies together")
            wrapMode: Text.WordWrap
        }
        Amount {
            objectName: "totalMiB"
            to: 1048576
            stepSize: 256
            value: dialog.session.totalMiB
            Accessible.name: qsTr("Mebibytes of all bodies together")
            onValueModified: {
                dialog.session.totalMiB = value;
                dialog.keep();
            }
        }
        Label { text: qsTr("MiB") }

        Label {
            Layout.fillWidth: true
            text: qsTr("Exchanges in the table")
            wrapMode: Text.WordWrap
        }
        Amount {
            objectName: "rowCap"
            to: 1000000
            stepSize: 1000
            value: dialog.session.rowCap
            Accessible.name: qsTr("Exchanges in the table")
            onValueModified: {
                dialog.session.rowCap = value;
                dialog.keep();
            }
        }
        Item {}

        Label {
            Layout.columnSpan: 3
            Layout.fillWidth: true
            Layout.topMargin: Look.margin
            wrapMode: Text.WordWrap
            color: Look.faint
            text: qsTr("What is above it goes to a temporary file, as far as all bodies together allow. It counts for bodies that come from now on; the oldest exchanges make room at once.")
        }
        Label {
            Layout.columnSpan: 3
            Layout.fillWidth: true
            wrapMode: Text.WordWrap
            text: qsTr("Now %1 in memory and %2 in the file; %3 were not kept.").arg(InspectorTools.bytesText(dialog.use.memory))
                .arg(InspectorTools.bytesText(dialog.use.file)).arg(InspectorTools.bytesText(dialog.use.notKept))
        }
    }
}
