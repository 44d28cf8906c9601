// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import NodeHttp.Inspector

// A request that a person writes, and its answer while it comes.
FocusScope {
    id: page

    required property InspectorSession session
    property ComposerModel composer: ComposerModel { session: page.session }
    property alias currentPart: parts.currentIndex
    readonly property bool narrow: width < 900
    readonly property var kinds: [
        { kind: "none", text: qsTr("No body") }, { kind: "text", text: qsTr("Text") }, { kind: "json", text: qsTr("JSON") },
        { kind: "form", text: qsTr("Form") }, { kind: "multipart", text: qsTr("Multipart") }, { kind: "file", text: qsTr("File") },
        { kind: "bytes", text: qsTr("As recorded") }
    ]

    function send() {
        if (!composer.sending)
            composer.send();
    }
    function focusUrl() {
        url.forceActiveFocus();
        url.selectAll();
    }

    SplitView {
        anchors.fill: parent
        orientation: page.narrow ? Qt.Vertical : Qt.Horizontal
        handle: PaneHandle {}

        ColumnLayout {
            SplitView.preferredWidth: 560
            SplitView.minimumWidth: 320
            SplitView.preferredHeight: page.height * 0.6
            SplitView.minimumHeight: 200
            spacing: 4

            RowLayout {
                Layout.fillWidth: true
                Layout.margins: Look.margin
                Layout.bottomMargin: 0
                spacing: 4

                ComboBox {
                    id: method

                    objectName: "method"
                    Layout.preferredWidth: 110
                    editable: true
                    model: page.composer.methods
                    Accessible.name: qsTr("Method")
                    Binding on editText {
                        value: page.composer.method
                    }
                    onEditTextChanged: page.composer.method = editText
                }
                TextField {
                    id: url

                    objectName: "url"
                    Layout.fillWidth: true
                    focus: true
                    selectByMouse: true
                    text: page.composer.url
                    placeholderTextColor: Look.faint
                    placeholderText: qsTr("http://host/path?query, or a cURL command")
                    font.family: Look.monospace
                    Accessible.name: qsTr("URL")
                    onTextEdited: {
                        if (/^\s*curl(\.exe)?\s/.test(text)) {
                            if (page.composer.paste(text))
                                text = Qt.binding(() => page.composer.url);
                        } else {
                            page.composer.url = text;
                        }
                    }
                    Keys.onReturnPressed: page.send()
                    Keys.onEnterPressed: page.send()
                }
                Button {
                    objectName: "send"
                    text: page.composer.sending ? qsTr("Abort") : qsTr("Send")
                    highlighted: !page.composer.sending
                    enabled: page.composer.sending || page.composer.problem === ""
                    onClicked: {
                        if (page.composer.sending)
                            page.composer.abort();
                        else
                            page.composer.send();
                    }
                }
            }
            Label {
                objectName: "outcome"
                readonly property bool isProblem: page.composer.url !== "" && page.composer.problem !== "" && !page.composer.sending

                Layout.fillWidth: true
                Layout.leftMargin: Look.margin
                Layout.rightMargin: Look.margin
                text: isProblem ? page.composer.problem : page.composer.outcome
                color: isProblem || page.composer.failed ? Look.bad : Look.faint
                elide: Text.ElideRight
                textFormat: Text.PlainText
                Accessible.name: text
            }
            PageTabs {
                id: parts

                objectName: "parts"
                Layout.fillWidth: true
                Accessible.name: qsTr("Parts of the request")

                PageTab { text: page.composer.headers.count > 0 ? qsTr("Headers (%1)").arg(page.composer.headers.count) : qsTr("Headers") }
                PageTab { text: qsTr("Body") }
                PageTab { text: qsTr("Options") }
                PageTab { text: qsTr("Code") }
            }
            StackLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.leftMargin: Look.margin
                Layout.rightMargin: Look.margin
                Layout.bottomMargin: Look.margin
                currentIndex: parts.currentIndex

                ColumnLayout {
                    FieldGrid {
                        objectName: "headers"
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        fields: page.composer.headers
                        what: qsTr("header")
                        names: beginning => page.composer.headerNames(beginning)
                        values: (name, beginning) => page.composer.headerValues(name, beginning)
                    }
                    Label {
                        Layout.fillWidth: true
                        wrapMode: Text.WordWrap
                        color: Look.faint
                        text: qsTr("Host, Content-Length and Connection are added unless they stand here.")
                    }
                }
                ColumnLayout {
                    RowLayout {
                        ComboBox {
                            id: kind

                            objectName: "kind"
                            Layout.preferredWidth: 150
                            textRole: "text"
                            valueRole: "kind"
                            model: page.composer.kind === "bytes" ? page.kinds : page.kinds.slice(0, 6)
                            Accessible.name: qsTr("Kind of body")
                            currentIndex: page.kinds.findIndex(each => each.kind === page.composer.kind)
                            onActivated: page.composer.kind = currentValue
                        }
                        CheckBox {
                            text: qsTr("Chunked")
                            enabled: page.composer.kind !== "none"
                            checked: page.composer.chunked
                            onToggled: page.composer.chunked = checked
                        }
                        CheckBox {
                            text: qsTr("Wait for 100 Continue")
                            enabled: page.composer.kind !== "none"
                            checked: page.composer.expectContinue
                            onToggled: page.composer.expectContinue = checked
                        }
                    }
                    TextBox {
                        id: bodyText

                        objectName: "body"
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        visible: page.composer.kind === "text" || page.composer.kind === "json"
                        name: qsTr("Body")
                        onEdited: page.composer.bodyText = text
                        Binding on text {
                            value: page.composer.bodyText
                            when: !bodyText.area.activeFocus
                            restoreMode: Binding.RestoreNone
                        }
                    }
                    FieldGrid {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        visible: page.composer.kind === "form" || page.composer.kind === "multipart"
                        fields: page.composer.form
                        what: qsTr("part")
                        withFiles: page.composer.kind === "multipart"
                        onFileWanted: row => {
                            fileDialog.row = row;
                            fileDialog.open();
                        }
                    }
                    RowLayout {
                        Layout.fillWidth: true
                        visible: page.composer.kind === "file"

                        TextField {
                            objectName: "file"
                            Layout.fillWidth: true
                            text: page.composer.file
                            selectByMouse: true
                            placeholderTextColor: Look.faint
                            placeholderText: qsTr("Path of a file, or drop one here")
                            Accessible.name: qsTr("File")
                            onTextEdited: page.composer.file = text
                        }
                        Button {
                            text: qsTr("Choose…")
                            onClicked: {
                                fileDialog.row = -1;
                                fileDialog.open();
                            }
                        }
                    }
                    Label {
                        Layout.fillWidth: true
                        visible: page.composer.kind === "bytes"
                        wrapMode: Text.WordWrap
                        text: qsTr("The %L1 bytes that were recorded. They are no text, so they can only be sent as they are.").arg(page.composer.bodySize)
                    }
                    Label {
                        visible: page.composer.kind === "none"
                        color: Look.faint
                        text: qsTr("Drop a file here to send it.")
                    }
                    Label {
                        visible: page.composer.chunked
                        text: qsTr("Trailers")
                        font.bold: true
                    }
                    FieldGrid {
                        Layout.fillWidth: true
                        Layout.preferredHeight: Math.min(contentHeight, 120)
                        visible: page.composer.chunked
                        fields: page.composer.trailers
                        what: qsTr("trailer")
                    }
                    Item {
                        Layout.fillHeight: true
                        visible: page.composer.kind === "none" || page.composer.kind === "file" || page.composer.kind === "bytes"
                    }
                }
                GridLayout {
                    columns: 2
                    columnSpacing: Look.margin

                    Label { text: qsTr("Time limit in ms (0: none)") }
                    SpinBox {
                        from: 0
                        to: 3600000
                        stepSize: 1000
                        editable: true
                        value: page.composer.timeout
                        Accessible.name: qsTr("Time limit in milliseconds")
                        onValueModified: page.composer.timeout = value
                    }
                    Label { text: qsTr("Connections at once (0: no limit)") }
                    SpinBox {
                        from: 0
                        to: 1000
                        editable: true
                        value: page.composer.maxSockets
                        Accessible.name: qsTr("Connections at once")
                        onValueModified: page.composer.maxSockets = value
                    }
                    Label { text: qsTr("Proxy") }
                    TextField {
                        Layout.fillWidth: true
                        text: page.composer.proxy
                        selectByMouse: true
                        placeholderTextColor: Look.faint
                        placeholderText: qsTr("http://host:port or socks5://host:port")
                        Accessible.name: qsTr("Proxy")
                        onTextEdited: page.composer.proxy = text
                    }
                    CheckBox {
                        Layout.columnSpan: 2
                        text: qsTr("Keep the connection for the next request")
                        checked: page.composer.keepAlive
                        onToggled: page.composer.keepAlive = checked
                    }
                    CheckBox {
                        Layout.columnSpan: 2
                        text: qsTr("Accept any certificate")
                        checked: page.composer.insecure
                        onToggled: page.composer.insecure = checked
                    }
                    Label {
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: 6
                        text: qsTr("Repeat")
                    }
                    Flow {
                        Layout.fillWidth: true
                        spacing: 4

                        SpinBox {
                            id: times
                            from: 1
                            to: 100000
                            value: 100
                            editable: true
                            Accessible.name: qsTr("How many times")
                        }
                        Label { text: qsTr("times,"); height: times.height; verticalAlignment: Text.AlignVCenter }
                        SpinBox {
                            id: atOnce
                            from: 1
                            to: 256
                            value: 4
                            editable: true
                            Accessible.name: qsTr("How many at once")
                        }
                        Label { text: qsTr("at once"); height: times.height; verticalAlignment: Text.AlignVCenter }
                        Button {
                            objectName: "repeat"
                            text: qsTr("Start")
                            enabled: page.composer.problem === "" && !page.composer.sending
                            Accessible.name: qsTr("Start the repetition")
                            onClicked: page.composer.repeat(times.value, atOnce.value)
                        }
                    }
                    Item {
                        Layout.fillHeight: true
                        Layout.columnSpan: 2
                    }
                }
                ColumnLayout {
                    RowLayout {
                        ComboBox {
                            id: language

                            Layout.preferredWidth: 190
                            textRole: "text"
                            valueRole: "language"
                            Accessible.name: qsTr("Language")
                            model: [
                                { language: "curl", text: qsTr("cURL (bash, zsh)") }, { language: "curl-windows", text: qsTr("cURL (Windows)") },
                                { language: "cpp", text: "NodeHttp, C++" }, { language: "qml", text: "NodeHttp, QML" }
                            ]
                        }
                        Button {
                            objectName: "copyCode"
                            text: qsTr("Copy")
                            Accessible.name: qsTr("Copy the code")
                            onClicked: InspectorTools.copy(code.text)
                        }
                    }
                    TextBox {
                        id: code

                        objectName: "code"
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        readOnly: true
                        name: qsTr("Code")
                        text: {
                            page.composer.method; // every change changes the code
                            page.composer.problem;
                            page.composer.headers.count;
                            return parts.currentIndex === 3 && language.currentIndex >= 0 ? page.composer.code(language.currentValue) : "";
                        }
                    }
                }
            }
        }
        Item {
            SplitView.fillWidth: true
            SplitView.fillHeight: true
            SplitView.minimumWidth: 240
            clip: true

            Details {
                anchors.fill: parent
                visible: page.session.selected > 0
                session: page.session
            }
            Label {
                anchors.centerIn: parent
                width: Math.min(parent.width - 32, 420)
                visible: page.session.selected === 0
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
                color: Look.faint
                text: qsTr("The answer appears here while it comes. Paste a cURL command into the URL to begin with a request that works somewhere else.")
            }
        }
    }

    FileDialog {
        id: fileDialog
        parentWindow: page.Window.window

        property int row: -1

        title: qsTr("File to send")
        onAccepted: {
            if (row >= 0)
                page.composer.form.put(row, "file", String(selectedFile));
            else
                page.composer.file = String(selectedFile);
        }
    }
    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: event => {
            if (!event.hasUrls)
                return;
            page.composer.kind = "file";
            page.composer.file = String(event.urls[0]);
            parts.currentIndex = 1;
            event.acceptProposedAction();
        }
    }

    Shortcut {
        sequence: "Ctrl+Return"
        enabled: page.visible
        onActivated: page.send()
    }
    Shortcut {
        sequence: "Ctrl+."
        enabled: page.visible
        onActivated: page.composer.abort()
    }
    Shortcut {
        sequence: "Ctrl+L"
        enabled: page.visible
        onActivated: page.focusUrl()
    }
}
