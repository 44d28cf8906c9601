// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import NodeHttp
import NodeHttp.Inspector
import TestSupport

// Must 18: the inspector without a mouse. Nothing is done here but pressing keys, and what has the focus can be seen.
Item {
    id: root

    width: 1000
    height: 720

    InspectorSession {
        id: inspected
        attached: true
    }
    InspectorView {
        id: view
        anchors.fill: parent
        session: inspected
    }
    Component {
        id: sessions
        InspectorSession {}
    }
    Component {
        id: dialogs
        MemoryDialog {}
    }
    Server {
        id: server

        property var seen: []

        host: "127.0.0.1"
        listening: true
        onRequestReceived: (request, response) => {
            server.seen.push(request.method + " " + request.url);
            request.resume();
            response.setHeader("Content-Type", "text/plain");
            response.end("answer to " + request.url);
        }
    }

    TestCase {
        id: test

        name: "inspectorkeys"
        when: windowShown

        function initTestCase() {
            InspectorTools.remember("har/folder", "file://" + Host.scratch);
            tryVerify(() => server.port > 0);
        }
        function init() {
            inspected.recording = true;
            inspected.filterText = "";
            inspected.clear();
            inspected.selected = 0;
            server.seen = [];
            view.currentPage = 0;
            tryVerify(() => view.pageItem("Traffic.qml") !== null);
            view.focusPage();
        }
        function type(text: string) {
            for (const character of text)
                keyClick(character);
        }
        function focused(): Item { // a list hands its focus on to the current row when it makes that row
            const item = Host.focusItem();
            for (let up = item; up; up = up.parent) {
                if (up.objectName === "rows" || up instanceof PagedList)
                    return up;
            }
            return item;
        }
        // The focus ring of the style, the frame of a row or of a title, a cursor in a text.
        function focusIsSeen(item: var): bool {
            if (item.visualFocus !== undefined)
                return item.visualFocus;
            if (item.cursorVisible !== undefined)
                return item.cursorVisible || item.readOnly;
            if (item.objectName === "tableHeader")
                return cellRings(item) === 1;
            if (item.objectName === "rows" && item.currentItem)
                return findChild(item.currentItem, "rowFocus").visible;
            return childrenOf(item).some(child => child.objectName === "listFocus" && child.visible);
        }
        function childrenOf(item: Item): var {
            return Array.from({ length: item.children.length }, (unused, i) => item.children[i]);
        }
        function cellRings(header: Item): int {
            let seen = 0;
            for (let column = 0; column < 12; ++column) {
                const cell = findChild(header, "header" + column);
                if (cell && findChild(cell, "headerFocus").visible)
                    ++seen;
            }
            return seen;
        }
        // Tab until something of that name or with that text has the focus; every stop on the way can be seen.
        function tabTo(name: string, key = Qt.Key_Tab): Item {
            const visited = [];
            for (let i = 0; i < 60; ++i) {
                keyClick(key);
                const item = focused();
                verify(item, "the focus is lost after " + visited.join(", "));
                verify(item.visible && item.enabled, "the focus is on what cannot be seen");
                verify(focusIsSeen(item), "the focus cannot be seen on " + (item.objectName || item));
                if (item.objectName === name || item.text === name)
                    return item;
                visited.push(item.objectName || item.text || String(item));
            }
            fail("Tab does not lead to " + name + ", but to " + visited.join(", "));
            return null;
        }

        function ask(paths: var) {
            const before = inspected.count;
            for (const path of paths)
                Http.get(server.url + path, response => response.resume());
            tryVerify(() => inspected.count === before + 2 * paths.length);
            tryVerify(() => inspected.model.shown >= 2);
        }

        // Capture, filter, choose, look, edit and send, export.
        function test_wholeWalk() {
            inspected.recording = false;
            tabTo("record");
            keyClick(Qt.Key_Space);
            verify(inspected.recording);
            ask(["/first", "/second?a=b", "/third"]);

            tabTo("filter");
            type("path:/second side:client");
            tryCompare(inspected.model, "shown", 1);
            keyClick(Qt.Key_Escape); // what is offered
            if (inspected.filterText === "") {
                type("path:/second side:client");
                tryCompare(inspected.model, "shown", 1);
            }

            const header = tabTo("tableHeader");
            keyClick(Qt.Key_Right);
            compare(cellRings(header), 1);
            const rows = tabTo("rows");
            keyClick(Qt.Key_Down);
            compare(inspected.selected, inspected.model.numberAt(0));
            verify(findChild(rows.currentItem, "rowFocus").visible);

            keyClick(Qt.Key_Return);
            const pages = focused();
            verify(pages !== rows && focusIsSeen(pages), String(pages));
            keyClick(Qt.Key_Tab, Qt.ControlModifier);
            keyClick(Qt.Key_Escape);
            verify(rows.activeFocus);

            keyClick(Qt.Key_E, Qt.ControlModifier);
            compare(view.pages[view.currentPage].file, "Composer.qml");
            const url = findChild(view.pageItem("Composer.qml"), "url");
            tryVerify(() => url.activeFocus);
            keyClick(Qt.Key_End);
            type("&c=d");
            server.seen = [];
            keyClick(Qt.Key_Return, Qt.ControlModifier);
            tryVerify(() => server.seen.length === 1);
            compare(server.seen[0], "GET /second?a=b&c=d");

            keyClick(Qt.Key_PageUp, Qt.ControlModifier);
            compare(view.currentPage, 0);
            tryVerify(() => view.pageItem("Traffic.qml").activeFocus);
            tryVerify(() => inspected.model.shown === 2);
            keyClick(Qt.Key_S, Qt.ControlModifier);
            tryVerify(() => focused() && !view.pageItem("Traffic.qml").activeFocus, 5000, "a dialog");
            tabTo("fileNameTextField");
            keyClick(Qt.Key_A, Qt.ControlModifier);
            type("walk.har");
            tabTo("Save");
            keyClick(Qt.Key_Space);
            tryVerify(() => Host.exists(Host.scratch + "/walk.har"));
            tryVerify(() => !inspected.busy);
            compare(JSON.parse(Host.read(Host.scratch + "/walk.har")).log.entries.length, 2);
        }

        // Each page can be walked around: Tab passes what can be seen and comes back.
        function test_everyPage() {
            for (const each of view.pages) {
                view.currentPage = view.pages.indexOf(view.pages.find(other => other.file === each.file));
                tryVerify(() => view.pageItem(each.file) !== null);
                waitForRendering(view.pageItem(each.file));
                view.focusPage();
                const first = focused();
                let stops = 0;
                let back = false;
                while (!back && stops < 80) {
                    keyClick(Qt.Key_Tab);
                    const item = focused();
                    verify(item && item.visible && item.enabled, each.file);
                    verify(focusIsSeen(item), each.file + ": the focus cannot be seen on " + (item.objectName || item.text || item));
                    back = item === first;
                    ++stops;
                }
                verify(back, each.file + ": Tab does not come around, the last is " + (focused().objectName || focused()));
                verify(stops > 2, each.file);
            }
        }

        // Names for those who cannot see them.
        function test_everythingHasAName() {
            ask(["/item?x=1"]);
            keyClick(Qt.Key_Down);
            for (const each of view.pages) {
                view.currentPage = view.pages.indexOf(view.pages.find(other => other.file === each.file));
                tryVerify(() => view.pageItem(each.file) !== null);
                waitForRendering(view.pageItem(each.file));
                checkNames(view.pageItem(each.file), each.file);
            }
        }
        function checkNames(item: var, where: string) {
            if (!item.visible)
                return;
            if (item.activeFocusOnTab || item.focusPolicy !== undefined && (item.focusPolicy & Qt.TabFocus))
                verify(item.Accessible.name !== "" || (item.text ?? "") !== "", where + ": no name: " + (item.objectName || item));
            for (const child of childrenOf(item))
                checkNames(child, where + "/" + String(child).replace(/_QML.*|\(.*/, ""));
        }

        // Must 16: what is kept is chosen with the keys, counts at once, and is remembered.
        function test_memory() {
            const first = [inspected.previewKiB, inspected.bodyMiB, inspected.totalMiB, inspected.rowCap];
            tabTo("more");
            keyClick(Qt.Key_Space);
            for (let i = 0; i < 10 && !findChild(view.pageItem("Traffic.qml"), "memory").highlighted; ++i)
                keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            tryVerify(() => focused() && focused().parent && focused().parent.objectName === "previewKiB", 5000, "the first number");
            keyClick(Qt.Key_Up);
            compare(inspected.previewKiB, first[0] + 16);
            keyClick(Qt.Key_Tab);
            keyClick(Qt.Key_Up);
            compare(inspected.bodyMiB, first[1] + 16);
            keyClick(Qt.Key_Tab);
            keyClick(Qt.Key_Down);
            compare(inspected.totalMiB, first[2] - 256);
            keyClick(Qt.Key_Tab);
            keyClick(Qt.Key_A, Qt.ControlModifier);
            type("2000");
            keyClick(Qt.Key_Return);
            compare(inspected.rowCap, 2000);
            keyClick(Qt.Key_Escape);
            tryVerify(() => view.pageItem("Traffic.qml").activeFocus);

            const other = createTemporaryObject(sessions, root);
            dialogs.createObject(root, { session: other }).destroy();
            compare([other.previewKiB, other.bodyMiB, other.totalMiB, other.rowCap], [first[0] + 16, first[1] + 16, first[2] - 256, 2000]);

            [inspected.previewKiB, inspected.bodyMiB, inspected.totalMiB, inspected.rowCap] = first;
            for (const key of ["preview", "body", "total", "rows"])
                InspectorTools.remember("memory/" + key, undefined);
        }

        // What comes after a change of the policy is kept as it says.
        function test_memoryCounts() {
            const first = [inspected.previewKiB, inspected.totalMiB];
            inspected.previewKiB = 0;
            inspected.totalMiB = 0;
            ask(["/lost"]);
            tryVerify(() => inspected.bodyUse()["notKept"] > 0);
            const { memory, file } = inspected.bodyUse();
            compare([memory, file], [0, 0]);
            [inspected.previewKiB, inspected.totalMiB] = first;
        }

        // Columns are sorted, moved and made wider with the keys alone.
        function test_header() {
            ask(["/b", "/a"]);
            const header = tabTo("tableHeader");
            const columns = (view.pageItem("Traffic.qml") as Traffic).table.columns;
            columns.reset();
            keyClick(Qt.Key_Left);
            for (let i = 0; i < 20; ++i)
                keyClick(Qt.Key_Left);
            compare(header.current, 0);
            for (let i = 0; i < 5; ++i)
                keyClick(Qt.Key_Right);
            compare(header.current, 5);
            keyClick(Qt.Key_Return);
            tryVerify(() => inspected.model.sortColumn === 5 && !inspected.model.busy);
            keyClick(Qt.Key_Left, Qt.ControlModifier);
            compare(columns.shown.slice(0, 6), [0, 1, 2, 3, 5, 4]);
            keyClick(Qt.Key_Right, Qt.ControlModifier);
            compare(columns.shown.slice(0, 6), [0, 1, 2, 3, 4, 5]);
            const width = columns.widthOf(5);
            keyClick(Qt.Key_Right, Qt.ShiftModifier);
            compare(columns.widthOf(5), width + 8);
            keyClick(Qt.Key_F10, Qt.ShiftModifier);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return); // to the left
            tryVerify(() => columns.shown.indexOf(5) === 4);
            columns.reset();
            inspected.model.sortBy(0, false);
        }
    }
}
