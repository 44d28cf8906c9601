// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp
import TestSupport

// The collector runs at every moment a script is called. Nothing in use goes, and what is over reads as null.
Suite {
    id: suite

    name: "ownership"

    function test_collectorInEveryHandler() {
        const order = [];
        const note = what => () => { gc(); order.push(what); gc(); };
        handler = (request, response) => {
            gc();
            for (const event of ["data", "end", "close", "pause", "resume"])
                request.on(event, note("request " + event));
            for (const event of ["prefinish", "finish", "close", "drain"])
                response.on(event, note("response " + event));
            request.on("data", chunk => { gc(); response.write(chunk); gc(); });
            request.on("end", () => { gc(); response.end("!", note("end callback")); gc(); });
            response.write("begin ", note("write callback"));
            gc();
        };
        for (let i = 0; i < 20; ++i)
            verify(exchange(post("hello", "")).includes("hello"));
        tryVerify(() => order.filter(line => line === "response close").length === 20);
        for (const what of ["request data", "request end", "request close", "response finish", "write callback", "end callback"])
            compare(order.filter(line => line === what).length, 20, what);
    }

    function test_variablesThatOutliveTheirMessage() { // read as undefined, and calls are exceptions, not crashes
        let request, response, socket;
        handler = (incoming, outgoing) => {
            request = incoming;
            response = outgoing;
            socket = incoming.socket;
            outgoing.end();
        };
        exchange(get("/", ""));
        tryVerify(() => request.url === undefined && response.statusCode === undefined);
        tryVerify(() => socket.remoteAddress === undefined);
        gc();
        for (const call of [() => response.end(), () => request.resume(), () => request.headers.host, () => socket.write("x")])
            verify(thrown(call) instanceof TypeError);
    }

    function test_answerFromTheOutside() { // only the script holds the response, and only in a closure
        let answer = null;
        handler = (request, response) => { answer = () => response.end("late"); };
        const peer = connectPeer();
        peer.send(get("/", "Connection: close\r\n"));
        tryVerify(() => answer !== null);
        for (let i = 0; i < 5; ++i) {
            gc();
            wait(5);
        }
        answer();
        tryVerify(() => peer.closed);
        verify(peer.received.endsWith("late"));
    }

    function test_peerLeaves() {
        const order = [];
        handler = (request, response) => {
            request.on("aborted", () => { gc(); order.push("aborted"); });
            request.on("close", () => { gc(); order.push("request close"); });
            response.on("close", () => { gc(); order.push("response close"); });
            request.resume();
        };
        const peer = connectPeer();
        peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
        tryVerify(() => server.connections > 0);
        wait(20);
        peer.reset();
        tryVerify(() => order.length === 3);
        compare(order.sort(), ["aborted", "request close", "response close"]);
    }

    function test_serverInUseStays() { // nobody holds it but the connections it serves
        let port = 0, served = 0;
        (() => {
            const made = Http.createServer((request, response) => { gc(); ++served; response.end("x"); });
            made.listen(0, "127.0.0.1", () => { port = made.port; });
        })();
        tryVerify(() => port > 0);
        for (let i = 0; i < 3; ++i) {
            gc();
            wait(1);
            const peer = Host.peer(port);
            peers.push(peer);
            peer.send(get("/", "Connection: close\r\n"));
            tryVerify(() => peer.closed);
        }
        compare(served, 3);
    }

    function test_upgradedSocketStays() {
        let closes = 0;
        (() => {
            const made = Http.createServer();
            made.on("upgrade", (request, socket, head) => {
                gc();
                socket.setEncoding("utf8");
                socket.on("data", text => { gc(); socket.write(text.toUpperCase()); gc(); });
                socket.on("close", () => { gc(); ++closes; made.close(); });
            });
            made.listen(0, "127.0.0.1", () => { suite.upgradePort = made.port; });
        })();
        tryVerify(() => suite.upgradePort > 0);
        const peer = Host.peer(suite.upgradePort);
        peers.push(peer);
        peer.send(get("/", "Connection: Upgrade\r\nUpgrade: x\r\n"));
        for (const word of ["one", "two"]) {
            gc();
            wait(5);
            peer.send(word);
            tryVerify(() => peer.received.includes(word.toUpperCase()));
        }
        peer.end();
        tryVerify(() => closes === 1);
        gc();
    }

    property int upgradePort: 0

    property Component scene: Component {
        Item {
            id: stage
            property alias port: inner.port
            property int served: 0
            Server {
                id: inner
                host: "127.0.0.1"
                listening: true
                onRequestReceived: (request, response) => {
                    gc();
                    ++stage.served;
                    response.end("from the scene");
                }
            }
        }
    }

    function test_sceneGoesWhileServing() {
        const made = scene.createObject(suite);
        tryVerify(() => made.port > 0);
        const peer = Host.peer(made.port);
        peers.push(peer);
        peer.send(get("/", ""));
        tryVerify(() => peer.received.endsWith("from the scene"));
        made.destroy();
        tryVerify(() => peer.closed); // its connections go with it
    }

    function test_promiseOutlivesItsMessage() {
        const order = [];
        handler = (request, response) => {
            request.json().then(value => { gc(); order.push("value " + value.a); response.end("ok"); },
                                error => order.push("error " + error.code));
            gc();
        };
        compare(body(exchange(post('{"a": 5}', ""))), "ok");
        compare(order, ["value 5"]);
        const peer = connectPeer();
        peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
        wait(20);
        peer.reset();
        tryVerify(() => order.length === 2);
        compare(order[1], "error ECONNRESET");
    }
}
