// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The device: its values, its log, and the server that shares both. / is the page, /events tells every change, and
// POST /set makes one.

import QtQuick
import NodeHttp

Item {
    id: panel

    property alias port: server.port
    readonly property alias url: server.url
    readonly property alias errorString: server.errorString
    readonly property alias log: entries
    property int viewers: 0
    readonly property list<Setting> settings: [
        Setting { name: "temperature"; title: qsTr("Temperature"); unit: " °C"; from: 5; to: 35; value: 21 },
        Setting { name: "humidity"; title: qsTr("Humidity"); unit: " %"; from: 0; to: 100; value: 60 },
        Setting { name: "light"; title: qsTr("Light"); unit: " %"; from: 0; to: 100; value: 45 }
    ]

    function setting(name: string): Setting {
        for (let i = 0; i < panel.settings.length; ++i) {
            if (panel.settings[i].name === name)
                return panel.settings[i];
        }
        return null;
    }

    function values(): var {
        const all = {};
        for (let i = 0; i < panel.settings.length; ++i)
            all[panel.settings[i].name] = panel.settings[i].value;
        return all;
    }

    function change(name: string, value: real, who: string): bool {
        const wanted = panel.setting(name);
        if (!wanted || !(value >= wanted.from && value <= wanted.to))
            return false;
        if (wanted.value === Math.round(value))
            return true;
        wanted.value = Math.round(value);
        entries.insert(0, { time: Qt.formatTime(new Date(), "hh:mm:ss"),
                            what: qsTr("%1 set to %2").arg(wanted.title).arg(wanted.value + wanted.unit), who: who });
        if (entries.count > 100)
            entries.remove(100);
        panel.tell();
        return true;
    }

    function changeHere(name: string, value: int) {
        panel.change(name, value, qsTr("this screen"));
    }

    // A page that reads slowly misses states in between; the last one always comes.
    function tell() {
        for (const viewer of internal.streams) {
            if (!viewer.writableNeedDrain)
                viewer.write("data: " + JSON.stringify(panel.values()) + "\n\n");
        }
    }

    ListModel { id: entries }

    QtObject {
        id: internal
        property var streams: []
    }

    Server {
        id: server
        host: "127.0.0.1"
        hardened: true
        timeout: 0 // pages listen for hours
        allowHalfOpen: false // a page that is closed is gone
        listening: true

        onRequestReceived: (request, response) => {
            if (request.method === "GET" && request.url === "/")
                panel.sendPage(response);
            else if (request.method === "GET" && request.url === "/events")
                panel.stream(request, response);
            else if (request.method === "POST" && request.url === "/set")
                panel.set(request, response);
            else
                response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such page.\n");
        }
    }

    function sendPage(response: ServerResponse) {
        response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'self' 'unsafe-inline'" });
        response.end(html);
    }

    function stream(request: IncomingMessage, response: ServerResponse) {
        response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
        response.write("data: " + JSON.stringify(panel.values()) + "\n\n");
        internal.streams.push(response);
        panel.viewers = internal.streams.length;
        response.on("close", () => {
            internal.streams = internal.streams.filter(other => other !== response);
            panel.viewers = internal.streams.length;
        });
        request.on("close", () => response.end());
    }

    function set(request: IncomingMessage, response: ServerResponse) {
        // Only this page may set values: a page of somebody else cannot send JSON here without being asked first.
        if (request.headers["content-type"] !== "application/json") {
            response.writeHead(415).end();
            return;
        }
        request.json(1000, (error, wanted) => {
            const done = !error && panel.change(wanted.name, wanted.value, qsTr("page at %1").arg(request.socket.remoteAddress));
            response.writeHead(done ? 204 : 400).end();
        });
    }

    readonly property string fields: Array.from(settings).map(s =>
        `<label>${s.title}<output id="o-${s.name}"></output><input type="range" name="${s.name}" min="${s.from}" max="${s.to}"></label>`).join("")
    readonly property var units: Array.from(settings).reduce((all, s) => Object.assign(all, { [s.name]: s.unit }), {})
    readonly property string html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Greenhouse 2</title>
<style>
:root { color-scheme: light dark; font: 16px system-ui, sans-serif }
body { max-width: 32rem; margin: 3rem auto; padding: 0 1rem }
label { display: block; margin: 1.5rem 0 }
output { float: right; font-variant-numeric: tabular-nums }
input { width: 100%; accent-color: #1f6fb2 }
#state { opacity: .6 }
</style>
<h1>Greenhouse 2</h1>
<p id="state">connecting…</p>
<form>${fields}</form>
<script>
const units = ${JSON.stringify(units)};
const source = new EventSource('/events');
source.onopen = () => state.textContent = 'in step with the device';
source.onerror = () => state.textContent = 'the device is gone';
source.onmessage = event => {
  for (const [name, value] of Object.entries(JSON.parse(event.data))) {
    document.getElementById('o-' + name).textContent = value + units[name];
    if (document.activeElement.name !== name) document.forms[0][name].value = value;
  }
};
document.forms[0].addEventListener('input', event => fetch('/set', {
  method: 'POST', headers: {'Content-Type': 'application/json'},
  body: JSON.stringify({name: event.target.name, value: Number(event.target.value)}),
}));
<\/script>
</html>
`
}
