// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp
import TestSupport

// Every member of node-http-api.json can be reached from a script: events take listeners, properties have values, methods
// and options do what they are for. A member that is in none of the tables fails.
Suite {
    id: suite

    name: "api"

    readonly property var members: JSON.parse(Host.read(Host.source + "/tests/auto/api/node-http-api.json")).members

    // The three names that QML keeps for itself or for a signal.
    readonly property var renamed: ({ destroy: "terminate", aborted: "isAborted", finished: "isFinished" })

    AbortController { id: controller }

    // Calls test with a request whose connection is never made.
    function onRequest(test: var, options: var): var {
        const request = Http.request(Object.assign({ method: "POST", createConnection: () => null }, options));
        const answer = test(request);
        request.on("error", () => {});
        request.terminate();
        return answer;
    }

    // Calls test with the objects of an exchange, inside the handler of the server, and waits for its answer.
    function onServer(test: var, body: string): var {
        let answer;
        handler = (request, response) => {
            answer = test(request, response);
            if (!response.writableEnded)
                response.end();
        };
        exchange(body === "" ? get("/", "") : post(body, ""));
        return answer;
    }

    // What a property of each class must be; the classes' tables are checked against it.
    function value(owner: string, name: string): var {
        switch (owner) {
        case "Server":
            return server[name];
        case "Agent":
            return Http.globalAgent[name];
        case "ClientRequest":
            return onRequest(request => [name in request, request[name]])[1];
        case "IncomingMessage":
            return onServer(request => request[name], "");
        default:
            return onServer((request, response) => response[name], "");
        }
    }

    function on(owner: string, use: var): var {
        if (owner === "Server")
            return use(Http.createServer());
        if (owner === "ClientRequest")
            return onRequest(use);
        return onServer((request, response) => use(owner === "IncomingMessage" ? request : response), "");
    }

    // Each with the arguments Node documents; true when it did what it is for.
    readonly property var outgoing: ({
        setHeader: m => m.setHeader("X-A", 1) === m,
        getHeader: m => m.setHeader("X-A", 1).getHeader("x-a") === 1,
        getHeaders: m => m.setHeader("X-A", 1).getHeaders()["x-a"] === 1,
        getHeaderNames: m => m.setHeader("X-A", 1).getHeaderNames().includes("x-a"),
        getRawHeaderNames: m => m.setHeader("X-A", 1).getRawHeaderNames().includes("X-A"),
        hasHeader: m => m.setHeader("X-A", 1).hasHeader("x-A"),
        removeHeader: m => { m.setHeader("X-A", 1).removeHeader("x-a"); return !m.hasHeader("X-A"); },
        addTrailers: m => { m.addTrailers({ "X-T": 1 }); return true; },
        cork: m => { m.cork(); const corked = m.writableCorked; m.uncork(); return corked === 1; },
        uncork: m => { m.cork(); m.uncork(); return m.writableCorked === 0; },
        setTimeout: m => m.setTimeout(1000, () => {}) === m,
        pipe: m => { m.on("error", () => {}).pipe(); return true; },
        destroy: m => { m.on("error", () => {}).terminate(new Error("enough")); return m.destroyed; },
        write: m => { m.write("6869", "hex", () => {}); return m.headersSent; },
        end: m => m.end("x", "latin1", () => {}).writableEnded,
        flushHeaders: m => { m.flushHeaders(); return m.headersSent; },
    })

    readonly property var methods: ({
        "Server.close": () => { let failure; Http.createServer().close(error => { failure = error; }); tryVerify(() => failure); return failure.code === "ERR_SERVER_NOT_RUNNING"; },
        "Server.listen": s => { let told = false; s.listen(0, "127.0.0.1", () => { told = true; }); tryVerify(() => told); const listening = s.listening; s.close(); return listening; },
        "Server.setTimeout": s => s.setTimeout(5, () => {}).timeout === 5,
        "Server.address": s => s.address() === null,
        "Server.getConnections": s => { let count = -1; s.getConnections((error, n) => { count = n; }); tryVerify(() => count === 0); return true; },
        "Server.ref": s => s.ref() === s,
        "Server.unref": s => s.unref() === s,
        "ServerResponse.writeContinue": m => { m.writeContinue(); return !m.headersSent; },
        "ServerResponse.writeProcessing": m => { m.writeProcessing(); return !m.headersSent; },
        "ServerResponse.writeHead": m => m.writeHead(201, "Made", { A: 1 }) === m && m.headersSent,
        "IncomingMessage.destroy": m => m.terminate().destroyed,
        "IncomingMessage.setTimeout": m => m.setTimeout(1000, () => {}) === m,
        "IncomingMessage.read": m => m.read(1) === null,
        "IncomingMessage.setEncoding": m => m.setEncoding("latin1").readableEncoding === "latin1",
        "IncomingMessage.pause": m => m.pause().isPaused(),
        "IncomingMessage.resume": m => m.resume().readableFlowing === true,
        "IncomingMessage.isPaused": m => !m.isPaused() && m.pause().isPaused(),
        "IncomingMessage.pipe": () => body(exchangeWith((request, response) => request.pipe(response), "piped")).includes("piped"),
        "IncomingMessage.unpipe": () => onServer((request, response) => { request.pipe(response, { end: false }); return request.unpipe(response).isPaused(); }, "x"),
        "IncomingMessage.unshift": () => onServer(m => { m.unshift("ab"); return m.setEncoding("utf8").read(1); }, "x") === "a",
        "ClientRequest.abort": m => { m.on("error", () => {}).abort(); return m.isAborted; },
        "ClientRequest.setNoDelay": m => { m.setNoDelay(true); return true; },
        "ClientRequest.setSocketKeepAlive": m => { m.setSocketKeepAlive(true, 1000); return true; },
        "Agent.createConnection": () => { const socket = Http.globalAgent.createConnection({ host: "127.0.0.1", port: server.port }); tryVerify(() => !socket.connecting); return socket.terminate() === socket; },
        "Agent.keepSocketAlive": () => onOwnSocket(socket => Http.globalAgent.keepSocketAlive(socket)),
        "Agent.reuseSocket": () => onOwnSocket(socket => onRequest(request => { Http.globalAgent.reuseSocket(socket, request); return request.reusedSocket; })),
        "Agent.destroy": () => { const agent = new Http.Agent(); agent.terminate(); return agent.totalSocketCount === 0; },
        "Agent.getName": () => Http.globalAgent.getName({ host: "h", port: 5, localAddress: "127.0.0.1" }) === "h:5:127.0.0.1",
        "http.createServer": () => { const made = Http.createServer({ noDelay: true }, () => {}); return !made.listening && made.listenerCount("request") === 1; },
        "http.request": () => onRequest(request => !request.writableEnded),
        "http.get": () => { let status; Http.get("http://127.0.0.1:" + server.port, response => { status = response.statusCode; response.resume(); }); tryVerify(() => status); return status === 200; },
        "http.validateHeaderName": () => thrown(() => Http.validateHeaderName("a b")).code === "ERR_INVALID_HTTP_TOKEN",
        "http.validateHeaderValue": () => thrown(() => Http.validateHeaderValue("a", undefined)).code === "ERR_HTTP_INVALID_HEADER_VALUE",
    })

    function exchangeWith(listener: var, text: string): string {
        handler = listener;
        return exchange(post(text, ""));
    }

    function onOwnSocket(use: var): var {
        const socket = Net.connect(server.port, "127.0.0.1");
        const answer = use(socket);
        socket.terminate();
        return answer;
    }

    // A value for each option of Http.request(), and what of the request shows it.
    readonly property var requestOptions: ({
        agent: [() => new Http.Agent(), () => true],
        auth: ["a:b", request => request.getHeader("authorization") === "Basic YTpi"],
        createConnection: [() => null, request => request.socket === null],
        defaultPort: [81, request => request.getHeader("host") === "localhost:80", { port: 80 }],
        family: [4, () => true],
        headers: [{ "X-A": 1 }, request => request.getHeader("x-a") === 1],
        hints: [0, () => true],
        host: ["h", request => request.host === "h"],
        hostname: ["h", request => request.host === "h", { host: "other" }],
        insecureHTTPParser: [true, () => true],
        localAddress: ["127.0.0.1", () => true],
        localPort: [0, () => true],
        lookup: [(name, options, callback) => callback(null, "127.0.0.1", 4), () => true],
        maxHeaderSize: [1000, () => true],
        method: ["put", request => request.method === "PUT"],
        path: ["/a?b", request => request.path === "/a?b"],
        port: [81, request => request.getHeader("host") === "localhost:81"],
        protocol: ["http:", request => request.protocol === "http:"],
        setHost: [false, request => !request.hasHeader("host")],
        socketPath: ["/nowhere", () => true],
        timeout: [1000, () => true],
        signal: [controller.signal, () => true],
    })

    readonly property var agentOptions: ({ keepAlive: true, keepAliveMsecs: 500, maxSockets: 2, maxTotalSockets: 3, maxFreeSockets: 4,
                                           scheduling: "fifo", timeout: 600 })
    readonly property var serverOptions: ({ insecureHTTPParser: true, maxHeaderSize: 5000, noDelay: true, keepAlive: true,
                                            keepAliveInitialDelay: 2000 })
    readonly property var classes: ({
        Agent: () => new Http.Agent(), ClientRequest: () => onRequest(request => request), Server: () => Http.createServer(),
        ServerResponse: () => onServer((request, response) => response, ""), IncomingMessage: () => onServer(request => request, ""),
        OutgoingMessage: () => onServer((request, response) => response, ""),
    })

    function test_member_data() {
        return members.map(member => ({ tag: member.owner + " " + member.kind + " " + member.name, owner: member.owner,
                                        kind: member.kind, name: member.name }));
    }

    function test_member(row) {
        const key = row.owner + "." + row.name;
        switch (row.kind) {
        case "class":
        case "constructor":
            verify(classes[row.owner]);
            verify(classes[row.owner]() !== undefined);
            break;
        case "event":
            verify(on(row.owner, object => {
                const before = object.listenerCount(row.name), listener = () => {};
                const added = object.on(row.name, listener).listenerCount(row.name) > before;
                return added && object.off(row.name, listener) === object;
            }));
            break;
        case "property":
            if (row.owner === "http")
                verify(Http[row.name] !== undefined);
            else
                verify(value(row.owner, renamed[row.name] || row.name) !== undefined);
            break;
        case "method":
            const call = methods[key] || outgoing[row.name];
            verify(call, "no call for this member");
            verify(call.length === 0 ? call() : on(row.owner, call)); // one without an argument makes what it needs
            break;
        case "option":
            checkOption(row.owner, row.name);
            break;
        default:
            fail(row.kind);
        }
    }

    function checkOption(owner: string, name: string) {
        if (owner === "http.request") {
            verify(name in requestOptions);
            const [given, check, others] = requestOptions[name];
            const option = {};
            option[name] = name === "agent" ? given() : given;
            verify(onRequest(check, Object.assign(option, others)));
        } else if (owner === "new Agent") {
            verify(name in agentOptions);
            compare(new Http.Agent(agentOptions)[name], agentOptions[name]);
        } else if (name in serverOptions) {
            compare(Http.createServer(serverOptions)[name], serverOptions[name]);
        } else {
            const seen = [], option = {};
            option[name] = message => seen.push(message);
            const made = Http.createServer(option, (request, response) => response.end());
            made.listen(0, "127.0.0.1");
            tryVerify(() => made.port > 0);
            Http.get("http://127.0.0.1:" + made.port, response => response.resume());
            tryVerify(() => seen.length === 1);
            made.close();
        }
    }
}
