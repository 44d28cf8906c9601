// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp
import TestSupport

// Runs the QML of docs/node-examples.md and compares what it prints with what stands there.
Suite {
    id: suite

    name: "nodeexamples"

    readonly property string page: Host.read(Host.source + "/docs/node-examples.md")

    // The server that the lines with "port" talk to.
    function answer(request: IncomingMessage, response: ServerResponse): var {
        const socket = request.socket;
        switch (request.url) {
        case "/length_request":
            response.writeProcessing();
            return response.end("ok");
        case "/json":
            return response.setHeader("Content-Type", "application/json").end('{"data":"Hello World!"}');
        case "/upload":
            return request.pipe(response.setHeader("Content-Type", "application/json"));
        case "/cut":
            response.setHeader("Content-Length", 100);
            return response.write("a", () => Qt.callLater(() => response.terminate()));
        case "/once":
            if (asked.includes(socket.remotePort))
                return request.terminate();
            asked.push(socket.remotePort);
            return response.end("ok");
        default:
            return response.end("ok");
        }
    }

    property var asked: []

    function bytesFor(what: string): string {
        if (what === "nonsense")
            return "nonsense\r\n\r\n";
        if (what)
            return what + " HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n";
        return "GET /status?name=ryan HTTP/1.1\r\nACCEPT: */*\r\nConnection: close\r\nHost: 127.0.0.1:8000\r\nUser-Agent: curl/7.22.0\r\n\r\n";
    }

    // "…" stands for digits.
    function matches(text: string, pattern: string): bool {
        return new RegExp("^" + pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace("…", "\\d+") + "$").test(text);
    }

    function test_runs_data() {
        const rows = [];
        const example = /<!-- examples? (\d+)[\d, ]*: ([a-z]+)(?:, ([^-]*))? -->[^]*?```js\n([^]*?)\n```\n```text\n([^]*?)\n```/g;
        for (let found = example.exec(page); found; found = example.exec(page))
            rows.push({ tag: found[1], kind: found[2], bytes: bytesFor(found[3] ?? ""), code: found[4], expected: found[5].split("\n") });
        compare(rows.length, page.split("<!-- example").length - 1);
        return rows;
    }

    function test_runs(row) {
        const printed = [], print = (...what) => printed.push(what.join(" "));
        const subjects = { plain: [], client: ["request"], response: ["request", "response"], server: ["server"] }[row.kind];
        const call = new Function("Http", "Net", "console", "context", "port", ...subjects,
                                  row.code + (row.kind === "server" ? "\nreturn server;" : ""));
        const run = (...given) => call(Http, Net, { log: print, error: print }, suite, server.port, ...given);
        let received = "";
        handler = answer;
        if (row.kind === "plain") {
            run();
        } else if (row.kind === "client") {
            const request = Http.request({ port: server.port, method: "POST" });
            let closed = false;
            request.on("close", () => { closed = true; });
            run(request);
            if (!request.writableEnded)
                request.end();
            tryVerify(() => closed);
        } else {
            const made = row.kind === "server" ? run() : Http.createServer((request, response) => {
                run(request, response);
                if (!response.writableEnded)
                    response.end();
            }).listen(0, "127.0.0.1");
            tryVerify(() => made.port > 0);
            const peer = Host.peer(made.port);
            peers.push(peer);
            peer.send(row.bytes);
            tryVerify(() => peer.closed);
            received = peer.received;
            made.close();
        }
        for (const line of row.expected.filter(line => line.startsWith("< ")))
            verify(received.split("\r\n").some(sent => matches(sent, line.slice(2))), received);
        const expected = row.expected.filter(line => !line.startsWith("< ")).join("\n");
        tryVerify(() => matches(printed.join("\n"), expected), 5000, printed.join("\n"));
    }
}
