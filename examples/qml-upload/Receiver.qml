// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtCore
import NodeHttp

// Takes files in: PUT /name saves the body under that name. It can read slowly on purpose; the sender then waits, and
// neither of them collects what is in between.
Server {
    id: server

    property string folder: String(StandardPaths.writableLocation(StandardPaths.TempLocation)).replace(/^file:\/\//, "")
    property real limit: 0 // bytes a second for each file; 0: none
    property alias received: files
    property var busy: [] // names that are being written

    host: "127.0.0.1"
    listening: true
    onRequestReceived: (request, response) => {
        const name = request.method === "PUT" ? server.nameOf(request.url) : "";
        if (request.method !== "PUT") {
            response.writeHead(405, { "Allow": "PUT" }).end("PUT a file to /name.\n");
        } else if (name === "") {
            response.writeHead(400).end("That is no name for a file.\n");
        } else if (server.busy.includes(name)) {
            response.writeHead(409).end("Somebody else is sending a file of that name.\n");
        } else {
            server.busy = server.busy.concat(name);
            const made = saver.createObject(server, { folder: server.folder, request: request, response: response, name: name });
            made.limit = Qt.binding(() => server.limit);
            made.over.connect(server.take);
        }
    }

    function take(name: string, size: real) {
        server.busy = server.busy.filter(other => other !== name);
        if (size >= 0)
            files.insert(0, { name: name, size: size, time: Qt.formatTime(new Date(), "hh:mm:ss") });
    }

    // A plain name: nothing that leads out of the folder, nothing hidden.
    function nameOf(url: string): string {
        try {
            const name = decodeURIComponent(url.slice(1));
            return /^[^.\/\\\0][^\/\\\0]*$/.test(name) ? name : "";
        } catch (error) {
            return "";
        }
    }

    property ListModel files: ListModel { id: files }

    property Component saver: Component {
        Saver {}
    }
}
