// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Dialogs
import NodeHttp.Inspector

// Files of exchanges, in and out.
Item {
    id: dialogs

    required property InspectorSession session
    property bool onlySelected: false

    function askImport() {
        importDialog.open();
    }
    function askExport(selected: bool) {
        onlySelected = selected;
        exportDialog.open();
    }

    FileDialog {
        id: importDialog

        title: qsTr("Import a HAR file")
        nameFilters: [qsTr("HTTP archives (*.har)"), qsTr("All files (*)")]
        onAccepted: dialogs.session.importHar(selectedFile)
    }
    FileDialog {
        id: exportDialog

        title: dialogs.session.secretsShown ? qsTr("Export as HAR, secrets included") : qsTr("Export as HAR, secrets masked")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "har"
        nameFilters: [qsTr("HTTP archives (*.har)")]
        onAccepted: dialogs.session.exportHar(selectedFile, dialogs.onlySelected, dialogs.session.secretsShown)
    }
}
