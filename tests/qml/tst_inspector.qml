// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import NodeHttp
import NodeHttp.Inspector

// The inspector's view with keys and mouse, over traffic of this process.
Item {
    id: root

    width: 1000
    height: 700

    InspectorSession {
        id: session
        recording: true
        attached: true
    }
    InspectorView {
        id: view
        anchors.fill: parent
        session: session
    }
    Server {
        id: server

        property var handler: null

        host: "127.0.0.1"
        listening: true
        onRequestReceived: (request, response) => {
            const handler = server.handler;
            if (handler)
                return handler(request, response);
            response.writeHead(request.url.startsWith("/missing") ? 404 : 200, { "Content-Type": "application/json", "Set-Cookie": "id=secret" });
            response.end(JSON.stringify({ url: request.url, list: [1, 2, { three: null }] }));
        }
    }
    SignalSpy {
        id: done
    }
    Component {
        id: columnsOfAnother
        TableColumns {
            available: 1000
        }
    }

    TestCase {
        id: test

        name: "inspector"
        when: windowShown

        readonly property var rows: findChild(view, "rows")
        readonly property var filter: findChild(view, "filter")
        property int answers: 0

        function initTestCase() {
            failOnWarning(/^(?!QUnifiedTimer)/); // which is Qt's own, when an animation ends under load
            tryVerify(() => server.port > 0);
        }
        function init() {
            failOnWarning(/^(?!QUnifiedTimer)/); // which is Qt's own, when an animation ends under load
            server.handler = null;
            session.filterText = "";
            session.model.sortBy(0, false);
            session.model.paused = false;
            session.secretsShown = false;
            session.clear();
            session.selected = 0;
            tryCompare(session.model, "shown", 0);
        }
        function ask(paths: var) {
            answers = 0;
            for (const path of paths) {
                Http.get(server.url + path, { headers: { Authorization: "Bearer hidden" } }, response => {
                    response.on("end", () => ++answers);
                    response.resume();
                });
            }
            tryVerify(() => answers === paths.length);
            tryCompare(session.model, "shown", 2 * paths.length);
        }
        function some(count: int): var {
            return Array.from({ length: count }, (unused, i) => "/item/" + i + "?n=" + i);
        }
        function rowItem(row: int): Item {
            rows.positionViewAtIndex(row, ListView.Contain);
            rows.forceLayout();
            return rows.itemAtIndex(row);
        }
        function path(row: int): string {
            return session.model.data(session.model.index(row, 5));
        }

        function test_emptyStateStartsABin() {
            const button = findChild(view, "startBin");
            verify(button.visible);
            mouseClick(button);
            tryVerify(() => session.binUrl !== "");
            verify(!button.visible);
        }

        function test_mouseAndKeysChooseRows() { // must 18
            ask(some(30));
            mouseClick(rowItem(3));
            compare(session.selected, session.model.numberAt(3));
            verify(rows.activeFocus);
            keyClick(Qt.Key_Down);
            compare(session.selected, session.model.numberAt(4));
            keyClick(Qt.Key_End);
            compare(session.selected, session.model.numberAt(59));
            verify(rows.atYEnd);
            keyClick(Qt.Key_PageUp);
            verify(session.selected < session.model.numberAt(59));
            keyClick(Qt.Key_Home);
            compare(session.selected, session.model.numberAt(0));
            keyClick(Qt.Key_Up);
            compare(session.selected, session.model.numberAt(0));
        }

        function test_choiceStaysWhileRowsCome() {
            ask(some(5));
            mouseClick(rowItem(2));
            const chosen = session.selected;
            session.model.sortBy(0, true);
            tryCompare(session.model, "descending", true);
            ask_more(20);
            compare(session.selected, chosen);
            tryVerify(() => rows.currentIndex === session.model.rowOf(chosen));
        }
        function ask_more(count: int) {
            const before = session.model.shown;
            for (let i = 0; i < count; ++i)
                Http.get(server.url + "/more");
            tryCompare(session.model, "shown", before + 2 * count);
        }

        function test_followsTheNewest() {
            ask(some(60));
            tryVerify(() => rows.atYEnd);
            ask_more(10);
            tryVerify(() => rows.atYEnd);
        }

        function test_headerSorts() {
            ask(["/c", "/a", "/b"]);
            const header = findChild(view, "header5");
            mouseClick(header);
            tryVerify(() => session.model.sortColumn === 5 && !session.model.busy);
            compare([path(0), path(2), path(4)], ["/a", "/b", "/c"]);
            mouseClick(header);
            tryVerify(() => session.model.descending);
            compare([path(0), path(2), path(4)], ["/c", "/b", "/a"]);
            verify(header.Accessible.name.includes("sorted"));
        }

        function test_headerResizes() {
            const header = findChild(view, "header4");
            const before = header.width;
            mouseDrag(header, before - 3, header.height / 2, 40, 0);
            fuzzyCompare(header.width, before + 40, 12);
            compare(JSON.parse(InspectorTools.remembered("table/widths", ""))[4], header.width);
        }

        function test_filterIsTyped() {
            ask(["/one", "/missing/two", "/three"]);
            keyClick(Qt.Key_L, Qt.ControlModifier);
            verify(filter.activeFocus);
            for (const letter of "status:404")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            tryCompare(session.model, "shown", 2);
            compare(path(0), "/missing/two");
            keyClick(Qt.Key_Escape);
            keyClick(Qt.Key_Escape);
            tryCompare(session.model, "shown", 6);
        }

        // Must 3: a title that is dragged takes its column along, and it stays there.
        function test_headerMoves() {
            ask(["/a"]);
            const columns = (view.pageItem("Traffic.qml") as Traffic).table.columns;
            columns.reset();
            const first = Array.from(columns.shown);
            const header = findChild(view, "header2");
            const target = findChild(view, "header4");
            mousePress(header, 20, 8);
            mouseMove(header, 40, 8);
            mouseMove(target, target.width - 10, 8);
            compare(Array.from(columns.shown), first, "it moves when it is let go");
            mouseRelease(target, target.width - 10, 8);
            tryVerify(() => columns.shown.indexOf(2) === first.indexOf(4));
            compare(session.model.sortColumn, 0, "a drag is no click");
            const again = createTemporaryObject(columnsOfAnother, root);
            compare(Array.from(again.shown), Array.from(columns.shown));
            columns.show(2, false);
            columns.show(2, true);
            compare(columns.shown.indexOf(2), first.indexOf(4));
            columns.move(columns.waterfall, 0);
            columns.reset();
            compare(Array.from(columns.shown), first);
        }

        function test_filterCompletes() {
            keyClick(Qt.Key_L, Qt.ControlModifier);
            for (const letter of "meth")
                keyClick(letter);
            tryVerify(() => filter.offer.candidates.includes("method:"));
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Tab);
            compare(filter.text, "method:");
            filter.text = "";
        }

        function test_filterShowsErrors() {
            ask(["/one"]);
            keyClick(Qt.Key_L, Qt.ControlModifier);
            for (const letter of "status:x")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            tryVerify(() => session.filterErrorPosition >= 0);
            verify(findChild(view, "underline").visible);
            verify(findChild(view, "filterProblem").visible);
            compare(session.model.shown, 2); // what was shown stays
            filter.text = "";
            session.filterText = "";
            verify(!findChild(view, "underline").visible);
        }

        function test_everyPageOfTheDetails() {
            ask(["/item/1?a=b", "/missing"]);
            mouseClick(rowItem(0));
            keyClick(Qt.Key_Return);
            for (let page = 0; page < 11; ++page) {
                keyClick(Qt.Key_Tab, Qt.ControlModifier);
                wait(0);
            }
            rows.forceActiveFocus();
            for (let row = 0; row < 4; ++row)
                keyClick(Qt.Key_Down);
        }

        function test_otherEnd() {
            ask(["/item/1"]);
            mouseClick(rowItem(0));
            const first = session.selected;
            keyClick(Qt.Key_P, Qt.ControlModifier);
            tryVerify(() => session.selected !== first);
            keyClick(Qt.Key_P, Qt.ControlModifier);
            tryCompare(session, "selected", first);
        }

        function test_searchFindsInBodies() {
            server.handler = (request, response) => response.end("line one\nline two\nneedle " + request.url + "\n");
            ask(["/a", "/b", "/c"]);
            keyClick(Qt.Key_F, Qt.ControlModifier);
            const field = findChild(view, "search");
            verify(field.activeFocus);
            for (const letter of "needle /b")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            tryVerify(() => session.selected > 0 && path(session.model.rowOf(session.selected)) === "/b");
            keyClick(Qt.Key_Escape);
            verify(!field.visible);
        }

        function test_holdAndRecord() {
            mouseClick(findChild(view, "hold"));
            verify(session.model.paused);
            Http.get(server.url + "/held");
            tryCompare(session.model, "waiting", 2);
            compare(session.model.shown, 0);
            mouseClick(findChild(view, "hold"));
            tryCompare(session.model, "shown", 2);
            mouseClick(findChild(view, "record"));
            verify(!session.recording);
            keyClick(Qt.Key_R, Qt.ControlModifier);
            verify(session.recording);
        }

        function test_narrow() {
            root.width = 640;
            ask(some(3));
            verify(!findChild(view, "header1"), "spare columns stay away");
            verify(findChild(view, "header5"));
            mouseClick(rowItem(0));
            root.width = 1000;
            verify(findChild(view, "header1"));
        }

        function test_keysAreListed() {
            keyClick(Qt.Key_F1);
            keyClick(Qt.Key_Escape);
        }
    }
}
