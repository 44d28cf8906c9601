// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp

// The installed module: a server, and a request to it. Quits with 0 when the answer is right.
Item {
    Server {
        id: server

        host: "127.0.0.1"
        listening: true
        onRequestReceived: (request, response) => response.end("installed")
        onListeningStarted: Http.get(server.url, response => response.text((error, text) => Qt.exit(text === "installed" ? 0 : 1)))
    }
}
