// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp

// A file on its way: PUT to the folder it shall stand in. The bytes go from disk to network without passing through here.
Item {
    id: job

    required property string source
    required property string target
    required property Agent agent
    readonly property string name: decodeURIComponent(source.replace(/^.*\//, ""))
    readonly property alias size: file.size
    readonly property alias transferred: file.transferred
    readonly property real progress: internal.state === "done" ? 1 : file.progress
    readonly property string state: internal.state // waiting, sending, done, failed or stopped
    readonly property string errorString: internal.errorString
    property real rate: 0 // bytes a second
    signal ended()

    function start() {
        if (internal.request)
            internal.request.destroy();
        internal.errorString = "";
        internal.state = "sending";
        internal.before = 0;
        internal.request = put.createObject(job, { url: `${job.target}/${encodeURIComponent(job.name)}`, body: file, agent: job.agent });
        internal.request.closed.connect(job.settle);
        try {
            internal.request.end();
        } catch (error) {
            internal.errorString = error.message;
            internal.state = "failed";
        }
    }

    function stop() {
        internal.state = "stopped";
        if (internal.request)
            internal.request.terminate();
    }

    function settle() {
        job.rate = 0;
        if (internal.state === "sending") {
            const status = internal.request.status;
            internal.state = status >= 200 && status < 300 ? "done" : "failed";
            if (internal.state === "failed")
                internal.errorString = internal.request.errorString || internal.request.text.trim()
                        || qsTr("The server answered %1 %2").arg(status).arg(Http.STATUS_CODES[status] ?? "");
        }
        job.ended();
    }

    FileBody {
        id: file
        source: job.source
    }

    Component {
        id: put
        ClientRequest {
            method: "PUT"
            connectTimeout: 10000
            idleTimeout: 60000
        }
    }

    QtObject {
        id: internal
        property ClientRequest request: null
        property string state: "waiting"
        property string errorString: ""
        property real before: 0
    }

    Timer {
        interval: 500
        repeat: true
        running: internal.state === "sending"
        onTriggered: {
            job.rate = (file.transferred - internal.before) * 2;
            internal.before = file.transferred;
        }
    }
}
