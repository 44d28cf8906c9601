// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import NodeHttp
import TestSupport

// A suite with a server on a free loopback port. A test sets handler, sends a request, and waits for what comes back.
TestCase {
    id: suite

    property alias server: theServer
    property var handler: null
    property var peers: []

    function get(target: string, headers: string): string {
        return "GET " + (target || "/") + " HTTP/1.1\r\nHost: x\r\n" + (headers || "") + "\r\n";
    }

    function post(body: string, headers: string): string {
        return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n" + (headers || "") + "\r\n" + body;
    }

    function connectPeer(): Peer {
        const peer = Host.peer(theServer.port);
        peers.push(peer);
        return peer;
    }

    // Sends bytes to the server, waits for an answer that ends the connection, and returns all of it.
    function exchange(bytes: string): string {
        const peer = connectPeer();
        peer.send(bytes.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        tryVerify(() => peer.closed, 5000, "the answer did not come");
        return peer.received;
    }

    function body(answer: string): string {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    function latin1(buffer: var): string {
        return Array.from(new Uint8Array(buffer)).map(octet => String.fromCharCode(octet)).join("");
    }

    // What a call throws, or null.
    function thrown(call: var): var {
        try {
            call();
        } catch (error) {
            return error;
        }
        return null;
    }

    function init() {
        handler = null;
        theServer.listening = true;
        tryVerify(() => theServer.port > 0);
    }

    function cleanup() {
        for (const peer of peers)
            peer.reset();
        peers = [];
    }

    property Server theServer: Server {
        id: theServer
        host: "127.0.0.1"
        onRequestReceived: (request, response) => {
            if (suite.handler)
                suite.handler.call(suite, request, response);
            else
                response.end();
        }
    }
}
