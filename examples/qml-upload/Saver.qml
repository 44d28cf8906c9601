// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp

// Saves one body, no faster than its receiver allows, and answers when the file is complete. Gone when that is done.
QtObject {
    id: saver

    required property string folder
    property real limit: 0 // bytes a second; 0: none
    required property IncomingMessage request
    required property ServerResponse response
    required property string name
    property real seen: 0 // bytes at the last tick
    signal over(string name, real size) // -1: it was not saved

    function answer(status: int, text: string) {
        if (saver.response)
            saver.response.writeHead(status, { "Content-Type": "text/plain" }).end(text);
        saver.over(saver.name, status === 201 ? file.transferred : -1);
        saver.destroy();
    }

    property FileBody body: FileBody {
        id: file
        source: saver.folder + "/" + saver.name
        onProgressChanged: {
            if (saver.limit > 0 && transferred - saver.seen > saver.limit * tick.interval / 1000)
                saver.request.pause();
        }
        onFinished: saver.answer(201, "stored\n")
        onErrorOccurred: error => saver.answer(500, error.message + "\n")
    }

    property Timer clock: Timer {
        id: tick
        interval: 50
        repeat: true
        running: file.active
        onTriggered: {
            saver.seen = file.transferred;
            if (saver.request.isPaused())
                saver.request.resume();
        }
    }

    Component.onCompleted: saver.request.pipe(file)
}
