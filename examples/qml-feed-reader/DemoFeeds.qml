// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp

// Feeds to try the reader with, served by the app itself: one that grows, one in Atom, one that is slow, one that breaks.
Server {
    id: server

    readonly property var paths: ["/harbour.json", "/garden.atom", "/tides.json", "/lighthouse.json"]

    property var arrivals: [
        { id: "a3", title: "Three-master Albatros passes the mole", authors: [{ name: "Harbour office" }], date_published: "2026-11-25T14:10:00Z",
          content_html: "<p>The training ship came in with the afternoon tide and lies at berth 4 until Friday.</p><p>Visitors are welcome between ten and four; the gangway is steep. The crew asks not to feed the ship's cat.</p>" },
        { id: "a2", title: "Ferry timetable for the winter", authors: [{ name: "Harbour office" }], date_published: "2026-11-24T08:00:00Z",
          content_html: "<p>From the first of December the last boat leaves at 21:30. On Sundays the first one leaves at 8:15.</p>" },
        { id: "a1", title: "Dredging in the north basin is finished", authors: [{ name: "Port engineering" }], date_published: "2026-11-21T16:45:00Z",
          content_html: "<p>The basin has 6.2 metres of water at low tide again. The buoys N3 and N4 are back in their places.</p>" },
    ]
    property int count: 3

    function json(response: ServerResponse, request: IncomingMessage, title: string, items: var) {
        const text = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: title, items: items });
        const etag = `"${items.length}-${text.length}"`;
        if (request.headers["if-none-match"] === etag)
            response.writeHead(304, { "ETag": etag }).end();
        else
            response.writeHead(200, { "Content-Type": "application/feed+json", "ETag": etag }).end(text);
    }

    function atom(response: ServerResponse) {
        const entry = (id, title, when, text) => `<entry><id>${id}</id><title>${title}</title><updated>${when}</updated>`
            + `<author><name>M. Quist</name></author><content type="html">&lt;p&gt;${text}&lt;/p&gt;</content></entry>`;
        response.writeHead(200, { "Content-Type": "application/atom+xml" });
        response.end(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Notes from the garden</title>`
            + entry("g2", "Quinces, at last", "2026-11-23T09:30:00Z", "Eleven of them, and all on the side that gets no sun.")
            + entry("g1", "The hedgehog has moved in", "2026-11-18T19:05:00Z", "Leave the pile of leaves behind the shed alone until April.")
            + "</feed>");
    }

    // In pieces, so that there is something to watch.
    function slowly(response: ServerResponse) {
        const days = Array.from({ length: 28 }, (nothing, i) => ({
            id: "t" + i, title: `Tides on day ${i + 1}`, date_published: new Date(Date.UTC(2026, 10, 28 - i)).toISOString(),
            content_text: `High water at ${6 + i % 12}:${10 + i}, low water six hours and twelve minutes later.` }));
        const text = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "Tide tables", items: days });
        response.writeHead(200, { "Content-Type": "application/feed+json", "Content-Length": text.length });
        pieces.createObject(server, { response: response, text: text });
    }

    host: "127.0.0.1"
    listening: true
    onRequestReceived: (request, response) => {
        switch (request.url) {
        case "/harbour.json":
            return server.json(response, request, "Harbour log", server.arrivals);
        case "/garden.atom":
            return server.atom(response);
        case "/tides.json":
            return server.slowly(response);
        case "/lighthouse.json":
            return response.writeHead(503, { "Content-Type": "text/plain" }).end("The keeper is asleep.\n");
        default:
            return response.writeHead(404).end();
        }
    }

    property Component pieces: Component {
        Timer {
            id: sender
            property ServerResponse response
            property string text
            property int sent: 0
            interval: 150
            repeat: true
            running: true
            onTriggered: {
                if (response && sent < text.length) {
                    response.write(text.slice(sent, sent + 180));
                    sent += 180;
                    return;
                }
                if (response)
                    response.end();
                sender.destroy();
            }
        }
    }

    property Timer news: Timer {
        interval: 20000
        repeat: true
        running: true
        onTriggered: {
            ++server.count;
            server.arrivals = [{ id: "a" + server.count, title: `Ship number ${server.count} is at the mole`, authors: [{ name: "Harbour office" }],
                                 date_published: new Date().toISOString(), content_text: "She asks for water and a pilot." }, ...server.arrivals];
        }
    }
}
