// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import NodeHttp
import TestSupport

// The example apps start, and do what they are shown for.
TestCase {
    id: suite

    name: "examples"
    when: windowShown

    readonly property string folder: "file://" + Host.source + "/examples/"

    function load(file: string, properties: var): QtObject {
        const component = Qt.createComponent(folder + file);
        compare(component.status, Component.Ready, component.errorString());
        return createTemporaryObject(component, suite, properties);
    }

    function test_documentation_data() {
        const blocks = Host.read(Host.source + "/docs/qml.md").match(/```qml\n[^]*?```/g);
        return blocks.map((block, at) => ({ tag: "block " + (at + 1), code: block.slice(7, -3).replace(/8080/g, "0") }));
    }

    function test_documentation(row) { // what docs/qml.md shows is QML that loads
        const whole = row.code.startsWith("import") ? row.code
                                                    : `import QtQuick\nimport QtQuick.Controls.Basic\nimport NodeHttp\nItem {\n${row.code}}`;
        const made = Qt.createQmlObject(whole, suite, row.tag);
        verify(made !== null);
        made.destroy();
    }

    function test_controlPanel() {
        const panel = load("qml-control-panel/Panel.qml", { port: 0 });
        tryVerify(() => panel.url !== "");
        const page = { text: "", type: "" }, events = { text: "" }, answers = [];
        Http.get(panel.url + "/", response => {
            page.type = response.headers["content-type"];
            response.text((error, text) => { page.text = text; });
        });
        const stream = Http.get(panel.url + "/events", response => response.setEncoding("utf8").on("data", text => { events.text += text; }));
        tryVerify(() => page.text.includes("name=\"humidity\"") && panel.viewers === 1);
        compare(page.type, "text/html; charset=utf-8");
        const post = (body, type) => Http.request(panel.url + "/set", { method: "POST", headers: { "Content-Type": type } },
                                                  response => { answers.push(response.statusCode); response.resume(); }).end(body);
        post(JSON.stringify({ name: "humidity", value: 77 }), "application/json");
        tryVerify(() => answers.length === 1);
        post(JSON.stringify({ name: "humidity", value: 200 }), "application/json");
        tryVerify(() => answers.length === 2);
        post("name=humidity&value=1", "application/x-www-form-urlencoded");
        tryVerify(() => answers.length === 3);
        compare(answers, [204, 400, 415]);
        compare(panel.setting("humidity").value, 77);
        tryVerify(() => events.text.includes('"humidity":77'));
        panel.change("light", 3, "test");
        tryVerify(() => events.text.includes('"light":3'));
        stream.terminate();
        tryVerify(() => panel.viewers === 0);
    }

    function test_feedReader() {
        const window = load("qml-feed-reader/Main.qml", {});
        tryVerify(() => window.feeds.length === 4);
        const [harbour, garden, tides, lighthouse] = window.feeds;
        tryVerify(() => !harbour.busy && !garden.busy && !lighthouse.busy);
        compare(harbour.title, "Harbour log");
        compare(harbour.entries.count, 3);
        compare(harbour.unread, 3);
        compare(garden.entries.get(0).title, "Quinces, at last");
        verify(lighthouse.errorString.includes("503"), lighthouse.errorString);
        tryVerify(() => tides.progress > 0);
        tryVerify(() => tides.entries.count === 28, 20000);
        harbour.refresh(); // nothing new: 304
        tryVerify(() => !harbour.busy);
        compare(harbour.entries.count, 3);
        compare(harbour.errorString, "");
        harbour.read(0);
        compare(harbour.unread, 2);
    }

    function test_upload() {
        const window = load("qml-upload/Main.qml", { folder: Host.folder("received") });
        const name = "a file.bin", path = Host.scratch + "/" + name;
        Host.write(path, 300000);
        tryVerify(() => window.ready);
        window.add(path);
        window.add(Host.scratch + "/missing");
        tryVerify(() => window.uploads[0].state === "done");
        tryVerify(() => window.uploads[1].state === "failed");
        compare(window.uploads[0].progress, 1);
        compare(Host.fileSize(window.folder + "/" + name), 300000);
        verify(window.uploads[1].errorString.includes("No such file"), window.uploads[1].errorString);
    }
}
