// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp
import TestSupport

// Server as an element and as Http.createServer(): listening, options, and each event.
Suite {
    id: suite

    name: "server"

    property Component declared: Component {
        Server {
            property var seen: []
            host: "127.0.0.1"
            listening: true
            keepAliveTimeout: 1234
            headersTimeout: 5000
            requestTimeout: 9000
            timeout: 7
            maxHeadersCount: 50
            maxRequestsPerSocket: 3
            maxConnections: 9
            maxHeaderSize: 2000
            highWaterMark: 1000
            noDelay: true
            uniqueHeaders: ["x-a"]
            onRequestReceived: (request, response) => response.end(request.method)
            onListeningStarted: seen.push("listening")
            onClosed: seen.push("closed")
        }
    }

    function test_declared() {
        const made = createTemporaryObject(declared, suite);
        tryVerify(() => made.seen.length === 1);
        verify(made.listening);
        verify(made.port > 0);
        compare(made.url, "http://127.0.0.1:" + made.port);
        compare(made.keepAliveTimeout, 1234);
        compare(made.maxHeaderSize, 2000);
        compare(made.maxHeadersCount, 50);
        compare(made.uniqueHeaders, ["x-a"]);
        compare(made.address().family, "IPv4");
        compare(made.address().port, made.port);
        made.timeout = 0;
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send("PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        tryVerify(() => peer.received.endsWith("PUT"));
        tryVerify(() => peer.closed);
        made.listening = false;
        tryVerify(() => made.seen.length === 2);
        compare(made.address(), null);
        compare(made.url, "");
    }

    property Component hardenedServer: Component {
        Server {
            hardened: true
            maxConnections: 5
        }
    }

    function test_hardened() {
        const made = createTemporaryObject(hardenedServer, suite);
        compare(made.maxConnections, 5);
        compare(made.requestTimeout, 300000);
        compare(made.headersTimeout, 20000);
        compare(made.noDelay, true);
        made.hardened = false;
        compare(made.maxConnections, 5);
        compare(made.requestTimeout, 0);
    }

    function test_listenForms_data() {
        return [
            { tag: "port, host", call: (made, done) => made.listen(0, "127.0.0.1", done) },
            { tag: "port, host, backlog", call: (made, done) => made.listen(0, "127.0.0.1", 5, done) },
            { tag: "text", call: (made, done) => made.listen("0", "127.0.0.1", done) },
            { tag: "options", call: (made, done) => made.listen({ port: 0, host: "localhost", backlog: 5 }, done) },
            { tag: "port", call: (made, done) => made.listen(0, done) },
            { tag: "nothing", call: (made, done) => made.listen(done) },
        ];
    }

    function test_listenForms(row) {
        let listening = 0, closed = 0;
        const made = Http.createServer((request, response) => response.end("x"));
        compare(row.call(made, () => ++listening), made);
        tryVerify(() => listening === 1);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send(get("/", "Connection: close\r\n"));
        tryVerify(() => peer.closed);
        verify(peer.received.endsWith("x"));
        made.close(error => { compare(error, undefined); ++closed; });
        tryVerify(() => closed === 1);
        compare(made.listening, false);
        made.close(error => { compare(error.code, "ERR_SERVER_NOT_RUNNING"); ++closed; });
        tryVerify(() => closed === 2);
    }

    function test_path() {
        const path = Host.scratch + "/socket";
        let listening = false;
        const made = Http.createServer().listen(path, () => { listening = true; });
        tryVerify(() => listening);
        compare(made.address(), path);
        verify(Host.exists(path));
        made.close();
        tryVerify(() => !Host.exists(path));
    }

    function test_events() {
        const order = [];
        const made = Http.createServer({ maxRequestsPerSocket: 2 });
        made.on("connection", socket => order.push("connection " + socket.remoteAddress));
        made.on("request", (request, response) => {
            order.push("request " + request.url);
            response.on("finish", () => order.push("finish"));
            response.on("close", () => order.push("close"));
            request.on("end", () => order.push("end"));
            request.resume();
            response.end();
        });
        made.on("dropRequest", request => order.push("dropped " + request.url));
        made.once("listening", () => order.push("listening"));
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send(get("/1", "") + get("/2", "") + get("/3", ""));
        tryVerify(() => peer.received.includes("503 "));
        compare(order.filter(line => !/^(end|finish|close)/.test(line)),
                ["listening", "connection 127.0.0.1", "request /1", "request /2", "dropped /3"]);
        for (const event of ["finish", "close", "end"])
            compare(order.filter(line => line === event).length, 2, event);
        made.closeAllConnections();
        made.close();
    }

    function test_expect() {
        const seen = [];
        const made = Http.createServer((request, response) => response.end());
        made.on("checkContinue", (request, response) => {
            seen.push("continue");
            response.writeContinue();
            request.text((error, text) => response.end("got " + text));
        });
        made.on("checkExpectation", (request, response) => {
            seen.push(request.headers.expect);
            response.writeHead(417).end();
        });
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send(get("/", "Expect: wonders\r\n"));
        tryVerify(() => peer.received.startsWith("HTTP/1.1 417"));
        peer.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        tryVerify(() => peer.received.includes("HTTP/1.1 100 Continue\r\n\r\n"));
        peer.send("ab");
        tryVerify(() => peer.received.endsWith("got ab"));
        compare(seen, ["wonders", "continue"]);
        made.closeAllConnections();
        made.close();
    }

    function test_clientError() { // the example of Node's documentation
        let code = "";
        const made = Http.createServer((request, response) => response.end());
        made.on("clientError", (error, socket) => {
            code = error.code;
            socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send("nonsense\r\n\r\n");
        tryVerify(() => peer.closed);
        compare(peer.received, "HTTP/1.1 400 Bad Request\r\n\r\n");
        compare(code, "HPE_INVALID_METHOD");
        made.close();
    }

    function test_defaultClientError() { // without a listener the default of Node stays
        const peer = connectPeer();
        peer.send("nonsense\r\n\r\n");
        tryVerify(() => peer.closed);
        compare(peer.received, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    }

    function test_listenerComesAndGoes() { // the default returns with the last listener
        const made = Http.createServer();
        const listener = (error, socket) => socket.end("mine");
        compare(made.listenerCount("clientError"), 0);
        made.on("clientError", listener);
        compare(made.listenerCount("clientError"), 1);
        made.off("clientError", listener);
        compare(made.listenerCount("clientError"), 0);
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send("nonsense\r\n\r\n");
        tryVerify(() => peer.closed);
        verify(peer.received.startsWith("HTTP/1.1 400"));
        made.close();
    }

    function test_upgrade() { // the example of Node's documentation: an echo
        let head = "", closed = false;
        const made = Http.createServer((request, response) => response.end("okay"));
        made.on("upgrade", (request, socket, rest) => {
            head = suite.latin1(rest);
            compare(request.headers.upgrade, "websocket");
            socket.write("HTTP/1.1 101 Web Socket Protocol Handshake\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n\r\n");
            socket.pipe(socket);
            socket.on("close", () => { closed = true; });
            gc();
        });
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send(get("/", "Connection: Upgrade\r\nUpgrade: websocket\r\n") + "rest");
        tryVerify(() => peer.received.endsWith("Connection: Upgrade\r\n\r\n"));
        peer.send("one");
        tryVerify(() => peer.received.endsWith("one"));
        gc();
        peer.send("two");
        tryVerify(() => peer.received.endsWith("onetwo"));
        compare(head, "rest");
        peer.end();
        tryVerify(() => closed);
        made.close();
    }

    function test_shouldUpgradeCallback() {
        const made = Http.createServer({ shouldUpgradeCallback: request => request.url === "/yes" });
        made.on("request", (request, response) => response.end("plain"));
        made.on("upgrade", (request, socket) => socket.end("upgraded"));
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        for (const [target, answer] of [["/no", "plain"], ["/yes", "upgraded"]]) {
            const peer = Host.peer(made.port);
            peers.push(peer);
            peer.send(get(target, "Connection: Upgrade\r\nUpgrade: foo\r\n"));
            tryVerify(() => peer.received.endsWith(answer), 5000, target);
        }
        made.closeAllConnections();
        made.close();
    }

    function test_timeout() {
        let ms = 0, told = 0;
        const made = Http.createServer(() => {});
        compare(made.setTimeout(50, socket => { ++told; socket.terminate(); }), made);
        ms = made.timeout;
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send(get("/", ""));
        tryVerify(() => peer.closed);
        compare(ms, 50);
        compare(told, 1);
        made.close();
    }

    function test_getConnections() {
        let count = -1, failure;
        const peer = connectPeer();
        peer.send(get("/", ""));
        tryVerify(() => peer.received.length > 0);
        server.getConnections((error, connections) => { failure = error; count = connections; });
        tryVerify(() => count >= 1);
        compare(failure, null);
    }

    function test_prepare() { // options.ServerResponse and options.IncomingMessage of Node
        const seen = [];
        const made = Http.createServer({
            IncomingMessage: request => seen.push(request.url),
            ServerResponse: response => response.setHeader("Server", "mine"),
        }, (request, response) => response.end());
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send(get("/a", "Connection: close\r\n"));
        tryVerify(() => peer.closed);
        verify(peer.received.includes("Server: mine\r\n"));
        compare(seen, ["/a"]);
        made.close();
    }

    function test_socket() {
        let seen = {};
        handler = (request, response) => {
            const socket = response.socket;
            seen = { address: socket.remoteAddress, port: socket.remotePort, local: socket.localPort, same: socket === request.socket,
                     again: socket === request.connection, encrypted: socket.encrypted, destroyed: socket.destroyed };
            response.end();
        };
        exchange(get("/", ""));
        compare(seen.address, "127.0.0.1");
        verify(seen.port > 0);
        compare(seen.local, server.port);
        verify(seen.same && seen.again && !seen.encrypted && !seen.destroyed);
    }

    function test_pipeEchoes() {
        handler = (request, response) => request.pipe(response);
        verify(body(exchange(post("echo me", ""))).includes("echo me"));
    }

    function test_drain() {
        let done = false;
        const made = Http.createServer();
        made.drainCompleted.connect(() => { done = true; });
        made.listen(0, "127.0.0.1");
        tryVerify(() => made.port > 0);
        made.drain(1000);
        tryVerify(() => done);
    }
}
