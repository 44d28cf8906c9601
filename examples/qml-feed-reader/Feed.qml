// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp
import "feeds.mjs" as Feeds

// One feed: where it is, what was read, and the request that reads it. A refresh asks whether anything changed first.
Item {
    id: feed

    required property string address
    required property Agent agent
    property string title: address.replace(/^https?:\/\//, "")
    property string errorString: ""
    property int unread: 0
    readonly property bool busy: internal.request !== null && internal.request.active
    readonly property real progress: internal.request ? internal.request.progress : 0
    readonly property bool sized: progress > 0
    readonly property alias entries: entries

    function refresh() {
        if (!feed.busy)
            feed.fetch(feed.address, 5);
    }

    function stop() {
        if (feed.busy)
            internal.request.terminate();
    }

    function read(row: int) {
        if (row < 0 || row >= entries.count || !entries.get(row).fresh)
            return;
        entries.setProperty(row, "fresh", false);
        --feed.unread;
    }

    function fetch(from: string, redirects: int) {
        const headers = { "Accept": "application/feed+json, application/atom+xml, application/rss+xml, */*;q=0.1" };
        if (internal.etag)
            headers["If-None-Match"] = internal.etag;
        const before = internal.request;
        internal.request = download.createObject(feed, { url: from, headers: headers, agent: feed.agent });
        const made = internal.request;
        made.closed.connect(() => feed.take(made, redirects));
        if (before)
            before.destroy();
        try {
            made.get();
        } catch (error) {
            feed.errorString = error.message;
        }
    }

    function take(request: ClientRequest, redirects: int) {
        const location = request.headersReceived.location;
        if (request.errorString) {
            feed.errorString = request.errorString;
        } else if ([301, 302, 303, 307, 308].includes(request.status) && location && redirects > 0) {
            Qt.callLater(() => feed.fetch(new URL(location, String(request.url)).href, redirects - 1));
        } else if (request.status === 200) {
            try {
                feed.show(Feeds.parse(request.text));
                internal.etag = request.headersReceived.etag ?? "";
                feed.errorString = "";
            } catch (error) {
                feed.errorString = error.message;
            }
        } else {
            feed.errorString = request.status === 304 ? "" : qsTr("The server answered %1 %2").arg(request.status)
                                                                 .arg(Http.STATUS_CODES[request.status] ?? "");
        }
    }

    function show(parsed: var) {
        feed.title = parsed.title || feed.title;
        const known = new Set();
        for (let i = 0; i < entries.count; ++i)
            known.add(entries.get(i).key);
        for (const entry of parsed.entries.slice(0, 200).reverse()) {
            if (known.has(entry.id))
                continue;
            const when = new Date(entry.when);
            entries.insert(0, { key: entry.id, title: entry.title || qsTr("Untitled"), author: entry.author, body: entry.text, fresh: true,
                                when: isNaN(when) ? "" : when.toLocaleString(Qt.locale(), "d MMM yyyy, hh:mm") });
            ++feed.unread;
        }
    }

    ListModel { id: entries }

    QtObject {
        id: internal
        property ClientRequest request: null
        property string etag: ""
    }

    Component {
        id: download
        ClientRequest {
            property var headersReceived: ({})
            bodyLimit: 4 * 1024 * 1024
            connectTimeout: 10000
            firstByteTimeout: 20000
            idleTimeout: 30000
            onResponseReceived: response => { headersReceived = response.headers; }
        }
    }
}
