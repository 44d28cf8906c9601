// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp

// JavaScript values in and out: types, order, names, characters.
Suite {
    id: suite

    name: "values"

    function test_headersIn() {
        let headers, raw, keys, distinct;
        handler = (request, response) => {
            headers = request.headers;
            raw = request.rawHeaders;
            keys = Object.keys(request.headers);
            distinct = request.headersDistinct;
            response.end();
        };
        exchange(get("/", "X-B: 1\r\nx-a: 2\r\nX-b: 3\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n__proto__: own\r\nConstructor: c\r\n"));
        compare(keys, ["host", "x-b", "x-a", "set-cookie", "__proto__", "constructor", "connection"]);
        compare(headers["x-b"], "1, 3");
        verify(Array.isArray(headers["set-cookie"]));
        compare(headers["set-cookie"], ["a", "b"]);
        compare(Object.getOwnPropertyDescriptor(headers, "__proto__").value, "own");
        compare(headers["constructor"], "c");
        compare(Object.getPrototypeOf(headers), Object.prototype);
        compare(JSON.parse(JSON.stringify(headers))["x-a"], "2");
        compare(distinct["x-b"], ["1", "3"]);
        verify(Array.isArray(raw));
        compare(raw.slice(2, 6), ["X-B", "1", "x-a", "2"]);
    }

    function test_headersOut() {
        let types, headers, proto, names, rawNames;
        handler = (request, response) => {
            compare(response.setHeader("X-Number", 42), response);
            response.setHeader("X-Text", "t").setHeader("X-List", ["a", "b"]).setHeader("X-Bool", true);
            response.setHeader("X-Float", 1.5).setHeader("__proto__", "p");
            types = ["x-number", "X-TEXT", "x-list", "x-bool", "x-float", "x-none"].map(name => typeof response.getHeader(name));
            headers = response.getHeaders();
            proto = Object.getPrototypeOf(headers);
            names = response.getHeaderNames();
            rawNames = response.getRawHeaderNames();
            response.removeHeader("x-bool");
            response.end();
        };
        const answer = exchange(get("/", ""));
        compare(types, ["number", "string", "object", "boolean", "number", "undefined"]);
        compare(proto, null);
        compare(headers["x-list"], ["a", "b"]);
        compare(headers["x-number"], 42);
        compare(Object.keys(headers), ["x-number", "x-text", "x-list", "x-bool", "x-float", "__proto__"]);
        compare(names, ["x-number", "x-text", "x-list", "x-bool", "x-float", "__proto__"]);
        compare(rawNames, ["X-Number", "X-Text", "X-List", "X-Bool", "X-Float", "__proto__"]);
        verify(answer.includes("X-Number: 42\r\nX-Text: t\r\nX-List: a\r\nX-List: b\r\nX-Float: 1.5\r\n__proto__: p\r\n"), answer);
    }

    function test_writeHeadForms_data() {
        return [
            { tag: "object", call: response => response.writeHead(201, { A: "1", B: ["x", "y"] }), head: "201 Created\r\nA: 1\r\nB: x\r\nB: y\r\n" },
            { tag: "reason", call: response => response.writeHead(200, "Fine", { A: 1 }), head: "200 Fine\r\nA: 1\r\n" },
            { tag: "flat array", call: response => response.writeHead(200, ["A", "1", "A", "2"]), head: "200 OK\r\nA: 1\r\nA: 2\r\n" },
            { tag: "pairs", call: response => response.writeHead(200, [["A", "1"], ["b", 2]]), head: "200 OK\r\nA: 1\r\nb: 2\r\n" },
            { tag: "no headers", call: response => response.writeHead(404), head: "404 Not Found\r\n" },
            { tag: "undefined", call: response => response.writeHead(200, undefined, { A: "1" }), head: "200 OK\r\nA: 1\r\n" },
        ];
    }

    function test_writeHeadForms(row) {
        handler = (request, response) => row.call(response).end();
        const answer = exchange(get("/", ""));
        verify(answer.startsWith("HTTP/1.1 " + row.head), answer);
    }

    function test_bodiesOut_data() {
        const bytes = new Uint8Array([0x61, 0x00, 0xff, 0x62]);
        const view = new DataView(new ArrayBuffer(2));
        view.setUint16(0, 0x4142);
        return [
            { tag: "string", chunk: "h\u00e9", sent: "h\u00c3\u00a9" },
            { tag: "latin1", chunk: "h\u00e9", encoding: "latin1", sent: "h\u00e9" },
            { tag: "hex", chunk: "6869", encoding: "hex", sent: "hi" },
            { tag: "base64", chunk: "aGk=", encoding: "base64", sent: "hi" },
            { tag: "utf16le", chunk: "hi", encoding: "utf16le", sent: "h\0i\0" },
            { tag: "Uint8Array", chunk: bytes, sent: "a\0\u00ffb" },
            { tag: "subarray", chunk: bytes.subarray(1, 3), sent: "\0\u00ff" },
            { tag: "ArrayBuffer", chunk: bytes.buffer, sent: "a\0\u00ffb" },
            { tag: "Uint16Array", chunk: new Uint16Array([0x4241]), sent: "AB" },
            { tag: "DataView", chunk: view, sent: "AB" },
            { tag: "emoji", chunk: "\ud83d\ude00", sent: "\u00f0\u009f\u0098\u0080" },
        ];
    }

    function test_bodiesOut(row) {
        handler = (request, response) => response.end(row.chunk, row.encoding);
        compare(body(exchange(get("/", ""))), row.sent);
        handler = (request, response) => {
            response.setHeader("Content-Length", row.sent.length);
            response.write(row.chunk, row.encoding);
            response.end();
        };
        compare(body(exchange(get("/", ""))), row.sent);
    }

    function test_chunksArePrivate() { // what a script writes into a chunk does not reach the library's bytes
        let first;
        handler = (request, response) => {
            request.on("data", chunk => {
                verify(chunk instanceof ArrayBuffer);
                first = new Uint8Array(chunk);
                first[0] = 0x58;
            });
            request.text((error, text) => response.end(text));
        };
        compare(body(exchange(post("abc", ""))), "abc");
        compare(first[0], 0x58);
    }

    function test_writtenBuffersAreCopied() {
        handler = (request, response) => {
            const bytes = new Uint8Array([0x61, 0x62]);
            response.setHeader("Content-Length", 2);
            response.write(bytes);
            bytes[0] = 0x58;
            response.end();
        };
        compare(body(exchange(get("/", ""))), "ab");
    }

    function test_setEncoding_data() {
        return [
            { tag: "utf8", sent: "z\u00c3\u00a4\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080!", text: "z\u00e4\u20ac\ud83d\ude00!" },
            { tag: "utf16le", sent: "h\0\u003d\u00d8\u0000\u00dei\0", text: "h\ud83d\ude00i" },
            { tag: "latin1", sent: "\u00e4\u00ff", text: "\u00e4\u00ff" },
            { tag: "hex", sent: "\u00e4\u00ff", text: "e4ff" },
            { tag: "base64", sent: "hello", text: "aGVsbG8=" },
        ];
    }

    function test_setEncoding(row) { // one byte at a time, so that every character is cut everywhere
        let text = "";
        let strings = true;
        let broken = false;
        handler = (request, response) => {
            request.setEncoding(row.tag);
            compare(request.readableEncoding, row.tag);
            request.on("data", chunk => {
                strings = strings && typeof chunk === "string";
                broken = broken || chunk.includes("\ufffd");
                text += chunk;
            });
            request.on("end", () => response.end("done"));
        };
        const peer = connectPeer();
        peer.send("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + row.sent.length + "\r\n\r\n");
        tryVerify(() => peer.connected);
        for (const character of row.sent) {
            peer.send(character);
            peer.flush();
            wait(0);
        }
        tryVerify(() => peer.closed);
        verify(strings);
        verify(!broken);
        compare(text, row.text);
    }

    function test_read() {
        let parts = [];
        handler = (request, response) => {
            request.setEncoding("utf8");
            request.on("readable", () => {
                for (let part = request.read(2); part !== null; part = request.read(2))
                    parts.push(part);
            });
            request.on("end", () => response.end("done"));
        };
        compare(body(exchange(post("a\u00c3\u00a4b\u00c3\u00b6c", ""))), "done");
        compare(parts, ["a\u00e4", "b\u00f6", "c"]);
    }

    function test_trailers() {
        let trailers, raw, before;
        handler = (request, response) => {
            before = Object.keys(request.trailers).length;
            request.resume();
            request.on("end", () => {
                trailers = request.trailers;
                raw = request.rawTrailers;
                response.writeHead(200, { Trailer: "X-Sum", "Transfer-Encoding": "chunked" });
                response.write("a");
                response.addTrailers({ "X-Sum": 7 });
                response.end();
            });
        };
        const answer = exchange("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-T: v\r\n\r\n");
        compare(before, 0);
        compare(trailers["x-t"], "v");
        compare(raw, ["X-T", "v"]);
        verify(answer.endsWith("0\r\nX-Sum: 7\r\n\r\n"), answer);
    }

    function test_backPressure() {
        let falses = 0;
        let drains = 0;
        const piece = "x".repeat(65536);
        handler = (request, response) => {
            let left = 64;
            const go = () => {
                while (left > 0) {
                    --left;
                    if (!response.write(piece)) {
                        ++falses;
                        return;
                    }
                }
                response.end();
            };
            response.on("drain", () => { ++drains; go(); });
            response.setHeader("Content-Length", 64 * piece.length);
            go();
        };
        compare(body(exchange(get("/", ""))).length, 64 * 65536);
        verify(falses > 0);
        compare(drains, falses);
    }

    function test_callbacks() {
        const order = [];
        handler = (request, response) => {
            response.write("a", error => order.push("write " + error));
            response.write("b", "latin1", error => order.push("encoded " + error));
            response.end("c", error => order.push("end " + error));
        };
        exchange(get("/", ""));
        tryCompare(order, "length", 3);
        compare(order, ["write undefined", "encoded undefined", "end undefined"]);
    }

    function test_constants() {
        compare(Http.METHODS.length, 34);
        verify(Array.isArray(Http.METHODS));
        verify(Http.METHODS.includes("M-SEARCH"));
        compare(Http.STATUS_CODES[418], "I'm a Teapot");
        compare(Object.keys(Http.STATUS_CODES).length, 63);
        compare(Http.maxHeaderSize, 16384);
    }
}
