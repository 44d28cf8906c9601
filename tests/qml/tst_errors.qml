// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp

// What Node throws is thrown, with its class and its code; what Node emits is emitted.
Suite {
    id: suite

    name: "errors"

    function test_thrown_data() {
        return [
            { tag: "header name", type: TypeError, code: "ERR_INVALID_HTTP_TOKEN", call: response => response.setHeader("a b", "1") },
            { tag: "header name is a number", type: TypeError, code: "ERR_INVALID_HTTP_TOKEN", call: response => response.setHeader(5, "1") },
            { tag: "header without a value", type: TypeError, code: "ERR_HTTP_INVALID_HEADER_VALUE", call: response => response.setHeader("a", undefined) },
            { tag: "control character", type: TypeError, code: "ERR_INVALID_CHAR", call: response => response.setHeader("a", "x\ny") },
            { tag: "character above Latin-1", type: TypeError, code: "ERR_INVALID_CHAR", call: response => response.setHeader("a", "\u20ac") },
            { tag: "name to look up", type: TypeError, code: "ERR_INVALID_ARG_TYPE", call: response => response.getHeader(5) },
            { tag: "name to remove", type: TypeError, code: "ERR_INVALID_ARG_TYPE", call: response => response.removeHeader(null) },
            { tag: "status too small", type: RangeError, code: "ERR_HTTP_INVALID_STATUS_CODE", call: response => response.writeHead(99) },
            { tag: "status too large", type: RangeError, code: "ERR_HTTP_INVALID_STATUS_CODE", call: response => response.writeHead(1000) },
            { tag: "implicit status", type: RangeError, code: "ERR_HTTP_INVALID_STATUS_CODE", call: response => { response.statusCode = 1; response.end(); } },
            { tag: "reason", type: TypeError, code: "ERR_INVALID_CHAR", call: response => response.writeHead(200, "a\nb") },
            { tag: "reason above Latin-1", type: TypeError, code: "ERR_INVALID_CHAR", call: response => response.writeHead(200, "\u20ac") },
            { tag: "odd array", type: TypeError, code: "ERR_INVALID_ARG_VALUE", call: response => response.writeHead(200, ["a"]) },
            { tag: "headers twice", type: Error, code: "ERR_HTTP_HEADERS_SENT", call: response => response.writeHead(200).writeHead(200) },
            { tag: "late header", type: Error, code: "ERR_HTTP_HEADERS_SENT", call: response => { response.flushHeaders(); response.setHeader("a", "1"); } },
            { tag: "null", type: TypeError, code: "ERR_STREAM_NULL_VALUES", call: response => response.write(null) },
            { tag: "number", type: TypeError, code: "ERR_INVALID_ARG_TYPE", call: response => response.write(5) },
            { tag: "object", type: TypeError, code: "ERR_INVALID_ARG_TYPE", call: response => response.end({}) },
            { tag: "encoding", type: TypeError, code: "ERR_UNKNOWN_ENCODING", call: response => response.write("a", "utf-9") },
            { tag: "timeout", type: TypeError, code: "ERR_INVALID_ARG_TYPE", call: response => response.setTimeout("1") },
            { tag: "negative timeout", type: RangeError, code: "ERR_OUT_OF_RANGE", call: response => response.setTimeout(-1) },
            { tag: "trailer", type: TypeError, code: "ERR_INVALID_CHAR", call: response => response.addTrailers({ a: "\n" }) },
            { tag: "early hint", type: TypeError, code: "ERR_INVALID_ARG_VALUE", call: response => response.writeEarlyHints({ link: "nonsense" }) },
            { tag: "event", type: TypeError, code: "ERR_INVALID_ARG_VALUE", call: response => response.on("ready", () => {}) },
            { tag: "listener", type: TypeError, code: "ERR_INVALID_ARG_TYPE", call: response => response.on("close", 5) },
            { tag: "length of the body", type: Error, code: "ERR_HTTP_CONTENT_LENGTH_MISMATCH", call: response => {
                response.strictContentLength = true;
                response.setHeader("Content-Length", 1);
                response.end("abc");
            } },
        ];
    }

    function test_thrown(row) {
        let error = null;
        handler = (request, response) => {
            error = suite.thrown(() => row.call(response));
            response.terminate();
        };
        const peer = connectPeer();
        peer.send(get("/", ""));
        tryVerify(() => peer.closed);
        verify(error instanceof row.type, error);
        compare(error.code, row.code);
        verify(error.message.length > 0);
    }

    function test_createServerThrows_data() {
        return [
            { tag: "misspelt", options: { maxHeadrSize: 5 }, type: TypeError, code: "ERR_INVALID_ARG_VALUE" },
            { tag: "wrong type", options: { noDelay: "yes" }, type: TypeError, code: "ERR_INVALID_ARG_TYPE" },
            { tag: "range", options: { highWaterMark: -1 }, type: RangeError, code: "ERR_OUT_OF_RANGE" },
            { tag: "no object", options: 5, type: TypeError, code: "ERR_INVALID_ARG_TYPE" },
        ];
    }

    function test_createServerThrows(row) {
        const error = thrown(() => Http.createServer(row.options));
        verify(error instanceof row.type, error);
        compare(error.code, row.code);
    }

    function test_listenThrows() {
        compare(thrown(() => Http.createServer().listen(70000)).code, "ERR_SOCKET_BAD_PORT");
        const error = thrown(() => server.listen(0));
        compare(error.code, "ERR_SERVER_ALREADY_LISTEN");
        verify(error instanceof Error);
    }

    function test_validators() {
        compare(thrown(() => Http.validateHeaderName("")).code, "ERR_INVALID_HTTP_TOKEN");
        verify(thrown(() => Http.validateHeaderName("a b", "Label")).message.startsWith("Label"));
        compare(thrown(() => Http.validateHeaderName("ok")), null);
        compare(thrown(() => Http.validateHeaderValue("a", undefined)).code, "ERR_HTTP_INVALID_HEADER_VALUE");
        compare(thrown(() => Http.validateHeaderValue("a", "\u0001")).code, "ERR_INVALID_CHAR");
        compare(thrown(() => Http.validateHeaderValue("a", 5)), null);
    }

    function test_writeAfterEndIsEmitted() {
        const codes = [];
        handler = (request, response) => {
            response.on("error", error => codes.push(error.code));
            response.end("a");
            compare(suite.thrown(() => response.write("b", error => codes.push("callback " + error.code))), null);
        };
        exchange(get("/", ""));
        compare(codes.sort(), ["ERR_STREAM_WRITE_AFTER_END", "callback ERR_STREAM_WRITE_AFTER_END"]);
    }

    function test_terminateWithAnError() {
        let seen = null;
        handler = (request, response) => {
            request.on("error", error => { seen = error; });
            const error = new RangeError("too much");
            error.code = "E_MUCH";
            request.terminate(error);
        };
        const peer = connectPeer();
        peer.send(get("/", ""));
        tryVerify(() => peer.closed && seen !== null);
        compare(seen.code, "E_MUCH");
        compare(seen.message, "too much");
    }

    function test_portInUseIsEmitted() {
        let seen = null;
        const second = Http.createServer().on("error", error => { seen = error; });
        compare(thrown(() => second.listen(server.port, "127.0.0.1")), null);
        tryVerify(() => seen !== null);
        compare(seen.code, "EADDRINUSE");
        compare(seen.syscall, "listen");
        compare(seen.port, server.port);
        verify(second.errorString.length > 0);
    }

    function test_throwingCallbackIsAWarning() {
        ignoreWarning(/from the callback/);
        handler = (request, response) => response.end("a", () => { throw new Error("from the callback"); });
        compare(body(exchange(get("/", ""))), "a");
        wait(10);
    }
}
