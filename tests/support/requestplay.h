// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef REQUESTPLAY_H
#define REQUESTPLAY_H

#include "asking.h"
#include "eventlog.h"
#include "rawserver.h"

#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

// One request against a scripted server, with everything that happens written down: what tests of event orders share.
class RequestPlay
{
public:
    using Options = std::function<void(NodeHttp::RequestOptions &)>;
    using Act = std::function<void(NodeHttp::ClientRequest *, EventLog *)>;

    RequestPlay(const RawServer::Script &script, bool keepAlive) : server(script), agent(pooling(0, keepAlive))
    {
        server.answerHeads();
    }

    // Makes the request as \a change wants it, watches it, then lets \a act do what the caller would.
    void start(const Options &change, const Act &act, int extras = kAll)
    {
        NodeHttp::RequestOptions options = over(&agent, server.port());
        if (change)
            change(options);
        request = NodeHttp::request(options);
        log.watch(request, QStringLiteral("req"), extras);
        if (act)
            act(request, &log);
        else
            request->end();
    }

    // The events, with the usual end of a message left unsaid and a body cut short called so.
    QString text() const
    {
        return log.text().replace(QStringLiteral("[complete=1,aborted=0]"), QString())
            .replace(QStringLiteral("[complete=0,aborted=1]"), QStringLiteral("(cut)"));
    }

    // Gives what should not happen the time to happen.
    static void settle()
    {
        bool over = false;
        QTimer timer;
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] { over = true; });
        timer.start(50);
        (void)QTest::qWaitFor([&] { return over; });
    }

    int freeSockets() const { return int(agent.freeSockets().value(agent.getName(over(nullptr, server.port()))).size()); }

    static constexpr int kAll = EventLog::Data | EventLog::Errors | EventLog::Timeouts | EventLog::State
        | EventLog::Sockets | EventLog::Responses;

    RawServer server;
    NodeHttp::Agent agent;
    QPointer<NodeHttp::ClientRequest> request;
    EventLog log; // last: what happens to the others afterwards is no part of the play
};

// Calls \a act for each piece of the response's body, \a delay later (-1: inside the slot).
inline void onData(NodeHttp::ClientRequest *request, std::function<void(NodeHttp::IncomingMessage *)> act, int delay = -1)
{
    using NodeHttp::IncomingMessage;
    QObject::connect(request, &NodeHttp::ClientRequest::responseReceived, request, [=](IncomingMessage *message) {
        QObject::connect(message, &IncomingMessage::dataReceived, message, [=] {
            if (delay < 0)
                act(message);
            else
                QTimer::singleShot(delay, message, [=] { act(message); });
        });
    });
}

#endif // REQUESTPLAY_H
