// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import NodeHttp

// What is measured: / is the least that a handler does, /full makes objects, closures and chunks as real ones do.
Server {
    id: server

    host: "127.0.0.1"
    listening: true
    onRequestReceived: (request, response) => {
        if (request.url !== "/full") {
            response.setHeader("Content-Type", "text/plain");
            response.end("Hello, World!");
            return;
        }
        const chunks = [];
        request.on("data", chunk => chunks.push(chunk));
        request.on("end", () => {
            response.writeHead(200, { "Content-Type": "application/json", "X-Agent": request.headers["user-agent"] ?? "" });
            response.write(JSON.stringify({ headers: request.headers, size: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0) }));
            response.end("Hello, World!", () => chunks.length = 0);
        });
    }
}
