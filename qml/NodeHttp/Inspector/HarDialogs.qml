// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Dialogs
import NodeHttp.Inspector

// Files of exchanges, in and out. The folder is remembered.
Item {
    id: dialogs

    required property InspectorSession session
    property bool onlySelected: false

    function askImport() {
        importDialog.currentFolder = folder(importDialog.currentFolder);
        importDialog.open();
    }
    function askExport(selected: bool) {
        onlySelected = selected;
        exportDialog.currentFolder = folder(exportDialog.currentFolder);
        exportDialog.selectedFile = InspectorTools.fileIn(exportDialog.currentFolder, selected ? "exchange.har" : "exchanges.har");
        exportDialog.open();
    }
    function folder(otherwise: url): url {
        return InspectorTools.remembered("har/folder", otherwise);
    }
    function rememberFolder(file: url) {
        InspectorTools.remember("har/folder", InspectorTools.folderOf(file));
    }

    FileDialog {
        id: importDialog
        parentWindow: dialogs.Window.window

        title: qsTr("Import a HAR file")
        nameFilters: [qsTr("HTTP archives (*.har)"), qsTr("All files (*)")]
        onAccepted: {
            dialogs.rememberFolder(selectedFile);
            dialogs.session.importHar(selectedFile);
        }
    }
    FileDialog {
        id: exportDialog
        parentWindow: dialogs.Window.window

        title: dialogs.session.secretsShown ? qsTr("Export as HAR, secrets included") : qsTr("Export as HAR, secrets masked")
        fileMode: FileDialog.SaveFile
        acceptLabel: qsTr("Save")
        defaultSuffix: "har"
        nameFilters: [qsTr("HTTP archives (*.har)")]
        onAccepted: {
            dialogs.rememberFolder(selectedFile);
            dialogs.session.exportHar(selectedFile, dialogs.onlySelected, dialogs.session.secretsShown);
        }
    }
}
