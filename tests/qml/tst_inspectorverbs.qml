// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import NodeHttp
import NodeHttp.Inspector

// The inspector's pages that do something: composer, bin, proxy, breakpoints, pools; with keys and mouse.
Item {
    id: root

    width: 1000
    height: 720

    InspectorSession {
        id: inspected
        recording: true
        attached: true
    }
    InspectorView {
        id: view
        anchors.fill: parent
        session: inspected
    }
    Server {
        id: server

        property var seen: []

        host: "127.0.0.1"
        listening: true
        onRequestReceived: (request, response) => {
            request.text((error, text) => {
                server.seen.push({ method: request.method, url: request.url, headers: request.headers, body: text });
                response.setHeader("Content-Type", "text/plain");
                response.end("answer to " + request.url);
            });
        }
    }

    TestCase {
        id: test

        name: "inspectorverbs"
        when: windowShown

        function page(file: string): var {
            const at = view.pages.findIndex(each => each.file === file);
            verify(at >= 0, file);
            view.currentPage = at;
            let found = null;
            tryVerify(() => (found = view.pageItem(file)) !== null, 5000, file);
            waitForRendering(found);
            return found;
        }
        function type(text: string) {
            for (const character of text)
                keyClick(character);
        }
        function initTestCase() {
            tryVerify(() => server.port > 0);
        }
        function init() {
            server.seen = [];
        }

        // Must 9, by keyboard alone: URL, a header with a suggestion, Return, and the answer.
        function test_composer() {
            const composer = page("Composer.qml");
            composer.focusUrl();
            type(server.url + "/typed?a=b");
            compare(composer.composer.url, server.url + "/typed?a=b");
            const name = findChild(composer, "name0");
            name.forceActiveFocus();
            type("Cache");
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            compare(name.text, "Cache-Control");
            findChild(composer, "value0").forceActiveFocus();
            type("no-store");
            composer.focusUrl();
            keyClick(Qt.Key_Return);
            tryVerify(() => server.seen.length === 1);
            compare(server.seen[0].url, "/typed?a=b");
            compare(server.seen[0].headers["cache-control"], "no-store");
            tryVerify(() => !composer.composer.sending);
            verify(composer.composer.outcome.startsWith("200"), composer.composer.outcome);
            verify(inspected.selected > 0);

            composer.composer.kind = "json";
            compare(composer.composer.method, "POST");
            composer.composer.bodyText = "{\"a\":";
            verify(composer.composer.problem !== "");
            verify(!findChild(composer, "send").enabled);
            composer.composer.bodyText = "{\"a\": 1}";
            mouseClick(findChild(composer, "send"));
            tryVerify(() => server.seen.length === 2 && !composer.composer.sending);
            compare(server.seen[1].body, "{\"a\": 1}");
            compare(server.seen[1].headers["content-type"], "application/json");
            verify(composer.composer.code("cpp").includes("#include <NodeHttp/Http>"));
            verify(composer.composer.code("qml").includes("import NodeHttp"));
            verify(composer.composer.repeat(7, 2));
            tryVerify(() => server.seen.length === 9);
            tryVerify(() => !composer.composer.sending);
            verify(composer.composer.outcome.includes("7 × 200"), composer.composer.outcome);
        }

        // Must 14: a command that is pasted.
        function test_paste() {
            const composer = page("Composer.qml");
            verify(composer.composer.paste("curl -X PUT -H 'X-A: b' -d 'x=y&z=w' " + server.url + "/pasted"));
            compare(composer.composer.method, "PUT");
            compare(composer.composer.kind, "form");
            verify(composer.composer.send());
            tryVerify(() => server.seen.length === 1);
            compare(server.seen[0].body, "x=y&z=w");
            compare(server.seen[0].headers["x-a"], "b");
            verify(!composer.composer.paste("curl 'unfinished"));
            verify(composer.composer.failed);
            composer.composer.clear();
        }

        // Must 10: out of the table, as it was and edited.
        function test_resend() {
            const composer = page("Composer.qml");
            composer.composer.paste("curl -H 'X-Twice: 1' -H 'X-Twice: 2' --json '{\"n\": 1}' " + server.url + "/first");
            verify(composer.composer.send());
            tryVerify(() => server.seen.length === 1 && !composer.composer.sending);
            const number = inspected.selected;
            composer.composer.clear();
            verify(composer.composer.replay(number));
            tryVerify(() => server.seen.length === 2 && !composer.composer.sending);
            compare(JSON.stringify(server.seen[1]), JSON.stringify(server.seen[0]));
            view.currentPage = 0;
            view.edit(number);
            compare(view.pages[view.currentPage].file, "Composer.qml");
            compare(composer.composer.url, server.url + "/first");
            compare(composer.composer.bodyText, "{\"n\": 1}");
            composer.composer.bodyText = "{\"n\": 2}";
            verify(composer.composer.send());
            tryVerify(() => server.seen.length === 3);
            compare(server.seen[2].body, "{\"n\": 2}");
            verify(composer.composer.codeOf(number, "curl").startsWith("curl "));
            composer.composer.clear();
        }

        // Must 11.
        function test_bin() {
            const bin = page("BinPage.qml");
            mouseClick(findChild(bin, "startStop"));
            tryVerify(() => bin.bin.listening);
            bin.bin.status = 404;
            const rule = findChild(bin, "rule");
            rule.forceActiveFocus();
            type("POST /orders 201 made");
            keyClick(Qt.Key_Return);
            compare(bin.bin.rules.count, 1);
            compare(rule.text, "");
            type("POST orders");
            keyClick(Qt.Key_Return);
            verify(bin.bin.problem !== "");
            compare(bin.bin.rules.count, 1);
            rule.clear();
            let answers = "";
            Http.get(bin.bin.url + "/else", response => { answers += response.statusCode; response.resume(); });
            tryVerify(() => answers === "404");
            const posted = Http.request(bin.bin.url + "/orders", { method: "POST" }, response => response.text((error, text) => answers += response.statusCode + text));
            posted.end();
            tryVerify(() => answers === "404201made");
            findChild(bin, "rules").forceActiveFocus();
            keyClick(Qt.Key_Delete);
            compare(bin.bin.rules.count, 0);
            mouseClick(findChild(bin, "startStop"));
            tryVerify(() => !bin.bin.listening);
        }

        // Must 12.
        function test_proxy() {
            const proxy = page("ProxyPage.qml");
            mouseClick(findChild(proxy, "startStop"));
            tryVerify(() => proxy.proxy.listening);
            let done = false;
            const tunnel = Http.request(proxy.proxy.url, { method: "CONNECT", path: "127.0.0.1:" + server.port });
            tunnel.on("connect", (response, socket) => {
                socket.write("GET /inside HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                socket.on("data", () => {});
                socket.on("close", () => done = true);
            });
            tunnel.end();
            tryVerify(() => done);
            tryCompare(proxy.proxy.tunnels, "count", 1);
            tryVerify(() => proxy.proxy.tunnels.value(0, "open") === false);
            compare(proxy.proxy.tunnels.value(0, "host"), "127.0.0.1:" + server.port);
            mouseClick(findChild(proxy, "startStop"));
            tryVerify(() => !proxy.proxy.listening);
        }

        // Five-4.
        function test_breakpoint() {
            const points = page("BreakpointPage.qml");
            const filter = findChild(points, "breakpointFilter");
            filter.forceActiveFocus();
            type("staus:200");
            verify(!findChild(points, "addBreakpoint").enabled);
            filter.clear();
            type("path:/held");
            keyClick(Qt.Key_Return);
            compare(points.breakpoints.rules.count, 1);
            let status = 0;
            Http.get(server.url + "/held", response => { status = response.statusCode; response.resume(); });
            tryCompare(points.breakpoints, "waiting", 1);
            compare(status, 0);
            const head = findChild(points, "head");
            tryVerify(() => head.text.startsWith("GET /held HTTP/1.1"));
            head.area.forceActiveFocus();
            head.text = head.text.replace("/held", "/edited");
            keyClick(Qt.Key_F8);
            tryVerify(() => status === 200);
            compare(server.seen[0].url, "/edited");
            compare(points.breakpoints.waiting, 0);

            let failure = "";
            Http.get(server.url + "/held").on("error", error => failure = error.code);
            tryCompare(points.breakpoints, "waiting", 1);
            mouseClick(findChild(points, "resetHeld"));
            tryVerify(() => failure === "ECONNRESET");
            findChild(points, "breakpoints").forceActiveFocus();
            keyClick(Qt.Key_Space);
            verify(!points.breakpoints.get(0).on);
            keyClick(Qt.Key_Delete);
            compare(points.breakpoints.rules.count, 0);
        }

        // Five-5.
        function test_pools() {
            const pools = page("PoolPage.qml");
            verify(pools.pools.recording);
            const composer = page("Composer.qml").composer;
            composer.clear();
            composer.url = server.url + "/pooled";
            verify(composer.send());
            tryVerify(() => server.seen.length === 1 && !composer.sending);
            verify(composer.send());
            tryVerify(() => server.seen.length === 2 && !composer.sending);
            page("PoolPage.qml");
            tryVerify(() => {
                for (let row = 0; row < pools.pools.rows.count; ++row) {
                    if (!pools.pools.rows.value(row, "group") && pools.pools.rows.value(row, "state") === "idle"
                        && pools.pools.rows.value(row, "uses") >= 2)
                        return true;
                }
                return false;
            });
            composer.clear();
        }

        // Must 18: Tab reaches something that can be seen to have the focus, on every page.
        function test_tabs() {
            for (const each of view.pages.slice(1)) {
                const one = page(each.file);
                one.forceActiveFocus();
                const visited = new Set();
                for (let i = 0; i < 30; ++i) {
                    keyClick(Qt.Key_Tab);
                    const item = root.Window.activeFocusItem;
                    verify(item !== null, each.file);
                    visited.add(item);
                }
                verify(visited.size >= 3, each.file + " has " + visited.size + " stops");
            }
        }
    }
}
