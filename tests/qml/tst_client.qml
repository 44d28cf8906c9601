// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp
import TestSupport

// Http.request(), Http.get(), ClientRequest as an element, Agent and AbortController, against a server in QML.
Suite {
    id: suite

    name: "client"

    readonly property string base: "http://127.0.0.1:" + server.port

    AbortController { id: controller }
    FileBody { id: upload }
    FileBody { id: download }

    Component {
        id: element
        ClientRequest {}
    }

    function made(properties: var): ClientRequest {
        return createTemporaryObject(element, suite, properties);
    }

    function test_get() { // the JSON example of Node's documentation
        handler = (request, response) => {
            response.writeHead(200, { "Content-Type": "application/json" });
            response.end(JSON.stringify({ data: "Hello World!" }));
        };
        let parsed = null, type = "", closed = false;
        Http.get(base + "/a?b=c", response => {
            type = response.headers["content-type"];
            compare(response.statusCode, 200);
            response.setEncoding("utf8");
            let rawData = "";
            response.on("data", chunk => { rawData += chunk; gc(); });
            response.on("end", () => { parsed = JSON.parse(rawData); });
        }).on("close", () => { closed = true; });
        gc();
        tryVerify(() => closed);
        compare(parsed.data, "Hello World!");
        compare(type, "application/json");
    }

    function test_post() { // the upload example of Node's documentation
        let got = "", headers, answer = "";
        handler = (request, response) => {
            headers = request.headers;
            request.text((error, text) => { got = text; response.end("thanks"); });
        };
        const postData = JSON.stringify({ msg: "Hello World!" });
        const request = Http.request({
            hostname: "127.0.0.1", port: server.port, path: "/upload", method: "POST",
            headers: { "Content-Type": "application/json", "Content-Length": postData.length },
        }, response => response.text((error, text) => { answer = text; }));
        compare(request.method, "POST");
        compare(request.path, "/upload");
        compare(request.write(postData), true);
        request.end();
        tryVerify(() => answer === "thanks");
        compare(got, postData);
        compare(headers.host, "127.0.0.1:" + server.port);
    }

    function test_urlAndOptions() {
        let seen = "";
        handler = (request, response) => { seen = request.method + " " + request.url + " " + request.headers["x-a"]; response.end(); };
        Http.request(new URL(base + "/x?y"), { method: "delete", headers: { "X-A": 5 } }).end();
        tryCompare({ get seen() { return seen; } }, "seen", "DELETE /x?y 5");
    }

    function test_throws_data() {
        return [
            { tag: "no URL", call: () => Http.get("nonsense"), type: TypeError, code: "ERR_INVALID_URL" },
            { tag: "protocol", call: () => Http.get("gopher://x/"), type: TypeError, code: "ERR_INVALID_PROTOCOL" },
            { tag: "method", call: () => Http.request({ method: "A B" }), type: TypeError, code: "ERR_INVALID_HTTP_TOKEN" },
            { tag: "path", call: () => Http.request({ path: "/a b" }), type: TypeError, code: "ERR_UNESCAPED_CHARACTERS" },
            { tag: "header", call: () => Http.request({ headers: { "a b": 1 } }), type: TypeError, code: "ERR_INVALID_HTTP_TOKEN" },
            { tag: "misspelt", call: () => Http.request({ hostnam: "x" }), type: TypeError, code: "ERR_INVALID_ARG_VALUE" },
            { tag: "agent", call: () => Http.request({ agent: 5 }), type: TypeError, code: "ERR_INVALID_ARG_TYPE" },
            { tag: "timeout", call: () => Http.request({ timeout: "1" }), type: TypeError, code: "ERR_INVALID_ARG_TYPE" },
        ];
    }

    function test_throws(row) {
        const error = thrown(row.call);
        verify(error instanceof row.type, error);
        compare(error.code, row.code);
    }

    function test_refused() {
        const order = [];
        Http.get("http://127.0.0.1:1/").on("error", error => { gc(); order.push(error.code); }).on("close", () => order.push("close"));
        tryVerify(() => order.length === 2);
        compare(order, ["ECONNREFUSED", "close"]);
    }

    function test_element() {
        handler = (request, response) => {
            response.statusCode = 201;
            request.text((error, text) => response.end(JSON.stringify({ method: request.method, type: request.headers["content-type"], text })));
        };
        const request = made({ url: base + "/", body: { a: 1 } });
        compare(request.status, 0);
        compare(request.method, "POST");
        request.get();
        verify(request.active);
        tryVerify(() => !request.active);
        compare(request.status, 201);
        compare(request.json.method, "POST");
        compare(request.json.type, "application/json");
        compare(request.json.text, '{"a":1}');
        compare(request.progress, 1);
        compare(request.uploadProgress, 1);
        compare(request.errorString, "");
        compare(thrown(() => request.get()).code, "ERR_HTTP_REQUEST_SENT");
    }

    function test_elementEnds() { // end() without data sends body; with data, that
        const got = [];
        handler = (request, response) => request.text((error, text) => { got.push(request.method + " " + text); response.end(); });
        let done = 0;
        made({ url: base + "/", body: "mine" }).end(() => ++done);
        tryVerify(() => done === 1 && got.length === 1);
        made({ url: base + "/", method: "PUT", body: "mine" }).end("other");
        tryVerify(() => got.length === 2);
        const piecewise = made({ url: base + "/", method: "POST", body: "mine" });
        piecewise.write("a");
        piecewise.end();
        tryVerify(() => got.length === 3);
        compare(got, ["POST mine", "PUT other", "POST a"]);
    }

    function test_refusedElement() { // nothing was begun, so it can be put right
        const request = made({ url: base + "/", options: { nonsense: 1 } });
        compare(thrown(() => request.get()).code, "ERR_INVALID_ARG_VALUE");
        compare(request.active, false);
        request.options = {};
        request.get();
        tryVerify(() => request.status === 200);
    }

    function test_limit() {
        handler = (request, response) => response.end("x".repeat(100));
        const request = made({ url: base + "/", bodyLimit: 99 });
        request.get();
        tryVerify(() => !request.active);
        compare(request.text, "");
        verify(request.errorString.includes("99 bytes"), request.errorString);
    }

    function test_phaseTimeouts() {
        handler = () => {};
        let error = null;
        const request = made({ url: base + "/", firstByteTimeout: 30 });
        request.on("error", given => { error = given.code + " " + given.reason; });
        request.get();
        tryVerify(() => !request.active);
        compare(error, "ETIMEDOUT firstByte");
    }

    function test_agentConnections() { // options that are no agent's are its connections'
        const agent = new Http.Agent({ maxSockets: 3, host: "127.0.0.1", port: server.port });
        let url = "";
        handler = (request, response) => { url = request.url; response.end(); };
        Http.get({ host: "elsewhere.invalid", path: "/here", agent }, response => response.resume());
        tryVerify(() => url === "/here");
        compare(agent.maxSockets, 3);
        compare(agent.connection.port, server.port);
    }

    function test_proxy() {
        let seen = "";
        const proxy = Http.createServer();
        proxy.on("connect", (request, client) => {
            seen = request.url;
            const origin = Net.connect(server.port, "127.0.0.1", () => {
                client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
                origin.pipe(client);
                client.pipe(origin);
            });
        });
        proxy.listen(0, "127.0.0.1");
        tryVerify(() => proxy.port > 0);
        handler = (request, response) => response.end("hidden");
        let text = "";
        Http.get("http://somewhere.invalid/", { agent: false, proxy: "http://127.0.0.1:" + proxy.port },
                 response => response.text((error, body) => { text = body; }));
        tryVerify(() => text === "hidden");
        compare(seen, "somewhere.invalid:80");
        compare(thrown(() => Http.get(base, { proxy: "nonsense" })).code, "ERR_INVALID_ARG_TYPE");
        proxy.closeAllConnections();
        proxy.close();
    }

    function test_elementFails() {
        const request = made({ url: "http://127.0.0.1:1/" });
        request.get();
        tryVerify(() => !request.active);
        verify(request.errorString.includes("ECONNREFUSED"), request.errorString);
        compare(request.status, 0);
    }

    function test_files() {
        const path = Host.scratch + "/up.bin";
        Host.write(path, 500000);
        let length = 0;
        handler = (request, response) => request.arrayBuffer(1000000, (error, bytes) => {
            length = bytes.byteLength;
            response.end(bytes);
        });
        upload.source = path;
        download.source = Host.scratch + "/down.bin";
        const request = made({ url: base + "/", method: "PUT", body: upload, saveTo: download });
        request.get();
        tryVerify(() => !request.active && !download.active);
        compare(length, 500000);
        compare(Host.fileSize(download.source), 500000);
        compare(request.uploadProgress, 1);
        compare(request.progress, 1);
    }

    function test_agent() {
        handler = (request, response) => response.end("x");
        const agent = new Http.Agent({ keepAlive: true, maxSockets: 1, scheduling: "fifo" });
        compare(agent.keepAlive, true);
        compare(agent.scheduling, "fifo");
        compare(thrown(() => new Http.Agent({ nonsense: 1 })).code, "ERR_INVALID_ARG_VALUE");
        const reused = [];
        const name = agent.getName({ host: "127.0.0.1", port: server.port });
        for (let i = 0; i < 3; ++i) {
            const request = Http.get(base + "/", { agent }, response => response.resume());
            request.on("socket", () => reused.push(request.reusedSocket));
        }
        compare(agent.requests[name].length, 2);
        tryVerify(() => reused.length === 3 && agent.freeSockets[name] !== undefined && agent.requests[name] === undefined);
        compare(reused, [false, false, false]); // as in Node: those from the queue do not come from the pool
        const fourth = Http.get(base + "/", { agent }, response => { reused.push(fourth.reusedSocket); response.resume(); });
        tryVerify(() => reused.length === 4);
        verify(reused[3]);
        agent.terminate();
        tryVerify(() => agent.totalSocketCount === 0);
    }

    function test_abortSignal() {
        let code = "";
        handler = () => {};
        const request = made({ url: base + "/", signal: controller.signal });
        request.on("error", error => { code = error.code; });
        request.get();
        controller.abort();
        tryCompare({ get code() { return code; } }, "code", "ABORT_ERR");
        tryVerify(() => !request.active);
    }

    function test_upgrade() { // the example of Node's documentation, both ends
        const told = [];
        const proxy = Http.createServer((request, response) => { response.writeHead(200, { "Content-Type": "text/plain" }); response.end("okay"); });
        proxy.on("upgrade", (request, socket, head) => {
            socket.write("HTTP/1.1 101 Web Socket Protocol Handshake\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n\r\n");
            socket.pipe(socket);
        });
        proxy.listen(0, "127.0.0.1", () => {
            const request = Http.request({ port: proxy.port, host: "127.0.0.1", headers: { Connection: "Upgrade", Upgrade: "websocket" } });
            request.end();
            request.on("upgrade", (response, socket, head) => {
                told.push("upgraded " + response.statusCode);
                gc();
                socket.setEncoding("utf8");
                socket.on("data", text => { told.push(text); socket.end(); });
                socket.on("close", () => { told.push("close"); proxy.close(); });
                socket.write("ping");
            });
        });
        tryVerify(() => told.length === 3);
        compare(told, ["upgraded 101", "ping", "close"]);
    }

    function test_tunnel() { // the CONNECT example of Node's documentation, to a server of our own
        let text = "";
        handler = (request, response) => response.end("through the tunnel");
        const proxy = Http.createServer();
        proxy.on("connect", (request, clientSocket, head) => {
            const { port, hostname } = new URL("http://" + request.url);
            const serverSocket = Net.connect(port || 80, hostname, () => {
                clientSocket.write("HTTP/1.1 200 Connection Established\r\nProxy-agent: Node.js-Proxy\r\n\r\n");
                serverSocket.write(head);
                serverSocket.pipe(clientSocket);
                clientSocket.pipe(serverSocket);
            });
        });
        proxy.listen(0, "127.0.0.1", () => {
            const request = Http.request({ port: proxy.port, host: "127.0.0.1", method: "CONNECT", path: "127.0.0.1:" + server.port });
            request.end();
            request.on("connect", (response, socket, head) => {
                socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                socket.setEncoding("utf8").on("data", chunk => { text += chunk; });
                socket.on("end", () => proxy.close());
            });
        });
        tryVerify(() => text.endsWith("through the tunnel"));
    }

    function test_information() {
        const seen = [];
        handler = (request, response) => {
            response.writeProcessing();
            response.writeEarlyHints({ link: "</a.css>; rel=preload" });
            response.end();
        };
        Http.get(base + "/", response => { response.resume(); seen.push("response"); })
            .on("information", information => seen.push(information.statusCode));
        tryCompare(seen, "length", 3);
        compare(seen, [102, 103, "response"]);
    }

    function test_collectorInEveryHandler() {
        const order = [];
        handler = (request, response) => { gc(); request.pipe(response); gc(); };
        for (let i = 0; i < 20; ++i) {
            const request = Http.request(base + "/", { method: "POST" });
            for (const event of ["socket", "finish", "close", "response"])
                request.on(event, () => { gc(); order.push(event); });
            request.on("response", response => {
                response.on("data", () => gc());
                response.on("end", () => { gc(); order.push("end"); });
            });
            request.end("data " + i, () => gc());
            gc();
        }
        tryVerify(() => order.filter(what => what === "close").length === 20);
        for (const event of ["socket", "finish", "response", "end"])
            compare(order.filter(what => what === event).length, 20, event);
    }

    function test_createConnectionAndLookup() {
        handler = (request, response) => response.end("x");
        const seen = [];
        Http.get({ host: "made.up", port: server.port, path: "/", agent: false, lookup: (name, options, callback) => {
            seen.push("lookup " + name);
            callback(null, "127.0.0.1", 4);
        } }, response => { response.resume(); seen.push("a"); });
        tryCompare(seen, "length", 2);
        Http.get({ host: "x", path: "/", createConnection: () => Net.connect(server.port, "127.0.0.1") },
                 response => { response.resume(); seen.push("b"); });
        tryCompare(seen, "length", 3);
        compare(seen, ["lookup made.up", "a", "b"]);
    }
}
