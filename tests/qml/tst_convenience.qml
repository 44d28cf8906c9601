// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import NodeHttp
import TestSupport

// What Node leaves to packages: whole bodies, and files that never become JavaScript.
Suite {
    id: suite

    name: "convenience"

    FileBody { id: outgoing }
    FileBody { id: incoming }
    SignalSpy { id: progress; target: outgoing; signalName: "progressChanged" }

    function test_text() {
        handler = (request, response) => request.text().then(text => response.end(text.toUpperCase()));
        compare(body(exchange(post("abc", ""))), "ABC");
    }

    function test_json() {
        let value, own;
        handler = (request, response) => request.json((error, parsed) => {
            value = parsed;
            own = Object.keys(parsed);
            response.end();
        });
        exchange(post('{"a": [1, "x"], "__proto__": {"polluted": true}}', ""));
        compare(value.a, [1, "x"]);
        compare(own, ["a", "__proto__"]);
        compare(({}).polluted, undefined);
    }

    function test_badJson() {
        let seen = null;
        handler = (request, response) => request.json().then(() => response.end("?"), error => {
            seen = error;
            response.end("no JSON");
        });
        compare(body(exchange(post("{", ""))), "no JSON");
        verify(seen instanceof SyntaxError);
    }

    function test_arrayBuffer() {
        let bytes;
        handler = (request, response) => request.arrayBuffer(10).then(buffer => { bytes = latin1(buffer); response.end(); });
        exchange(post("a\0\u00ff", ""));
        compare(bytes, "a\0\u00ff");
    }

    function test_limit_data() {
        return [
            { tag: "below", limit: 5, answer: "12345" },
            { tag: "above", limit: 4, answer: "ERR_OUT_OF_RANGE" },
        ];
    }

    function test_limit(row) { // the connection can still answer
        handler = (request, response) => request.text(row.limit, (error, text) => response.end(error ? error.code : text));
        compare(body(exchange(post("12345", ""))), row.answer);
    }

    function test_utf8AcrossChunks() {
        handler = (request, response) => request.text((error, text) => response.end("" + text.length));
        const peer = connectPeer();
        tryVerify(() => peer.connected);
        peer.send("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\n\u00e2");
        peer.flush();
        wait(5);
        peer.send("\u0082\u00ac");
        tryVerify(() => peer.closed);
        compare(body(peer.received), "1");
    }

    function test_sendFile() {
        const path = Host.scratch + "/large.bin";
        Host.write(path, 3000000);
        outgoing.source = "file://" + path;
        compare(outgoing.size, 3000000);
        progress.clear();
        let finished = 0;
        const count = () => ++finished;
        outgoing.finished.connect(count);
        handler = (request, response) => compare(outgoing.pipe(response), response);
        const answer = exchange(get("/", ""));
        outgoing.finished.disconnect(count);
        verify(answer.includes("Content-Length: 3000000\r\n"));
        compare(body(answer).length, 3000000);
        compare(finished, 1);
        compare(outgoing.progress, 1);
        verify(progress.count > 10);
        compare(outgoing.active, false);
        compare(outgoing.errorString, "");
    }

    function test_saveFile() {
        const path = Host.scratch + "/saved.bin";
        Host.write(path, 5); // an older one is replaced, but not before the new one is complete
        incoming.source = path;
        let during = -1, finished = 0;
        const count = () => ++finished;
        incoming.finished.connect(count);
        handler = (request, response) => {
            request.pipe(incoming);
            verify(incoming.active);
            during = Host.fileSize(path);
            request.on("end", () => response.end("stored"));
        };
        compare(body(exchange(post("y".repeat(200000), ""))), "stored");
        incoming.finished.disconnect(count);
        compare(during, 5);
        compare(Host.fileSize(path), 200000);
        verify(!Host.exists(path + ".part"));
        compare(incoming.progress, 1);
        compare(finished, 1);
    }

    function test_uploadCutShort() {
        const path = Host.scratch + "/cut.bin";
        incoming.source = path;
        let code = "";
        const note = error => { code = error.code; };
        incoming.errorOccurred.connect(note);
        handler = request => request.pipe(incoming);
        const peer = connectPeer();
        peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
        tryVerify(() => incoming.transferred === 3);
        peer.reset();
        tryVerify(() => code !== "");
        incoming.errorOccurred.disconnect(note);
        compare(code, "ECONNRESET");
        verify(!Host.exists(path) && !Host.exists(path + ".part"));
        verify(!incoming.active);
        verify(incoming.errorString.length > 0);
    }

    function test_noSuchFile() {
        outgoing.source = Host.scratch + "/nothing/here";
        compare(outgoing.size, -1);
        let code = "";
        const note = error => { code = error.code; };
        outgoing.errorOccurred.connect(note);
        handler = (request, response) => {
            outgoing.pipe(response);
            if (code) {
                response.statusCode = 404;
                response.end(code);
            }
        };
        const answer = exchange(get("/", ""));
        outgoing.errorOccurred.disconnect(note);
        verify(answer.startsWith("HTTP/1.1 404"));
        compare(body(answer), "ENOENT");
    }
}
