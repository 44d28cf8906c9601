// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Event orders of section 5.4 of the behaviour reference that the caller brings about: destroy, abort, AbortSignal,
// timeouts. And the orders that Node's documentation lists.

#include "requestplay.h"

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Options = RequestPlay::Options;
using Act = RequestPlay::Act;
using Script = RawServer::Script;
Q_DECLARE_METATYPE(Act)

namespace {

const QByteArray kHi = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"_ba;
const QByteArray kHalf = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi"_ba;
const Script kSilent;
const Error kMine(u"EMINE"_s, u"mine"_s);
constexpr int kLater = 20; // ms

const QString kSent = u"req.socket > req.prefinish > sock.connect > req.finish"_s;
const QString kBody = kSent + u" > req.response > res.data(hi)"_s;
const QString kHangUp = u"req.error(ECONNRESET) > req.close"_s;
const QString kCut = u" > res.aborted > req.close > sock.close > res.error(ECONNRESET) > res.close(cut)"_s;

using Call = std::function<void(ClientRequest *)>;
const Call kDestroy = [](ClientRequest *req) { req->destroy(); };
const Call kDestroyWithError = [](ClientRequest *req) { req->destroy(kMine); };
const Call kAbort = [](ClientRequest *req) { req->abort(); };

Act atOnce(const Call &call)
{
    return [call](ClientRequest *req, EventLog *) { call(req); };
}

Act atOnceAfterEnd(const Call &call)
{
    return [call](ClientRequest *req, EventLog *) {
        req->end();
        call(req);
    };
}

Act inSocket(const Call &call)
{
    return [call](ClientRequest *req, EventLog *log) {
        QObject::connect(req, &ClientRequest::socketAssigned, log, [=] { call(req); });
        req->end();
    };
}

Act inFinish(const Call &call, int delay)
{
    return [=](ClientRequest *req, EventLog *log) {
        QObject::connect(req, &ClientRequest::finished, log, [=] {
            if (delay < 0)
                call(req);
            else
                QTimer::singleShot(delay, req, [=] { call(req); });
        });
        req->end();
    };
}

Act inBody(const Call &call, int delay)
{
    return [=](ClientRequest *req, EventLog *) {
        onData(req, [=](IncomingMessage *) { call(req); }, delay);
        req->end();
    };
}

Act inBodyOfResponse(const Error &error, int delay)
{
    return [=](ClientRequest *req, EventLog *) {
        onData(req, [=](IncomingMessage *message) { message->destroy(error); }, delay);
        req->end();
    };
}

} // namespace

class tst_RequestDestroy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void order_data();
    void order();
    void inResponse();
    void atTheEndOfPooled();
    void abortSignal_data();
    void abortSignal();
    void waitingInQueue_data();
    void waitingInQueue();
    void idleTimeout_data();
    void idleTimeout();
    void documented_data();
    void documented();
};

void tst_RequestDestroy::order_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<Act>("act");
    QTest::addColumn<QString>("events");

    QTest::newRow("S5.44 destroy at once") << kSilent << atOnce(kDestroy) << kHangUp;
    QTest::newRow("S5.44 destroy at once, ended") << kSilent << atOnceAfterEnd(kDestroy) << kHangUp;
    QTest::newRow("S5.45 destroy(err) at once") << kSilent << atOnce(kDestroyWithError) << u"req.error(EMINE) > req.close"_s;
    QTest::newRow("S5.46 destroy in socket") << kSilent << inSocket(kDestroy) << u"req.socket > "_s + kHangUp + u" > sock.close"_s;
    QTest::newRow("S5.47 destroy(err) in socket") << kSilent << inSocket(kDestroyWithError)
        << u"req.socket > req.error(EMINE) > req.close > sock.close"_s;
    QTest::newRow("S5.48 destroy in finish") << kSilent << inFinish(kDestroy, -1)
        << kSent + u" > "_s + kHangUp + u" > sock.close"_s;
    QTest::newRow("S5.48 destroy while waiting") << kSilent << inFinish(kDestroy, kLater)
        << kSent + u" > "_s + kHangUp + u" > sock.close"_s;
    QTest::newRow("S5.48 destroy(err) while waiting") << kSilent << inFinish(kDestroyWithError, kLater)
        << kSent + u" > req.error(EMINE) > req.close > sock.close"_s;
    QTest::newRow("S5.49 destroy in data") << Script{kHalf} << inBody(kDestroy, -1) << kBody + kCut;
    QTest::newRow("S5.49 destroy after data") << Script{kHalf} << inBody(kDestroy, kLater) << kBody + kCut;
    QTest::newRow("S5.50 destroy(err) in data") << Script{kHalf} << inBody(kDestroyWithError, -1)
        << kBody + u" > req.error(EMINE)"_s + kCut;
    QTest::newRow("S5.50 destroy(err) after data") << Script{kHalf} << inBody(kDestroyWithError, kLater)
        << kBody + u" > req.error(EMINE)"_s + kCut;
    const QString silent = kBody + u" > res.aborted > res.close(cut) > req.close > sock.close"_s;
    QTest::newRow("S5.51 res.destroy in data") << Script{kHalf} << inBodyOfResponse({}, -1) << silent;
    QTest::newRow("S5.51 res.destroy after data") << Script{kHalf} << inBodyOfResponse({}, kLater) << silent;
    QTest::newRow("S5.52 res.destroy(err) after data") << Script{kHalf} << inBodyOfResponse(kMine, kLater)
        << kBody + u" > res.aborted > req.error(EMINE) > res.error(EMINE) > res.close(cut) > req.close > sock.close"_s;
    QTest::newRow("S5.55 abort at once") << kSilent << atOnce(kAbort) << u"req.close > req.abort"_s;
    QTest::newRow("S5.55 abort at once, ended") << kSilent << atOnceAfterEnd(kAbort) << u"req.close > req.abort"_s;
    QTest::newRow("S5.56 abort in socket") << kSilent << inSocket(kAbort)
        << u"req.socket > req.abort > "_s + kHangUp + u" > sock.close"_s;
    QTest::newRow("S5.57 abort in data") << Script{kHalf} << inBody(kAbort, -1) << kBody + u" > req.abort"_s + kCut;
    QTest::newRow("S5.57 abort after data") << Script{kHalf} << inBody(kAbort, kLater) << kBody + u" > req.abort"_s + kCut;
    QTest::newRow("S5.90 abort twice") << Script{kHalf} << Act([](ClientRequest *req, EventLog *) {
        onData(req, [=](IncomingMessage *) {
            req->abort();
            QVERIFY(req->isAborted() && req->isDestroyed());
            req->abort();
        });
        req->end();
    }) << kBody + u" > req.abort"_s + kCut;
}

void tst_RequestDestroy::order()
{
    QFETCH(const Script, script);
    QFETCH(const Act, act);
    QFETCH(const QString, events);
    RequestPlay play(script, false);
    play.start({}, act);
    QTRY_COMPARE(play.text(), events);
    play.settle();
    QCOMPARE(play.text(), events);
    QVERIFY(!play.request); // S12.2, and it is deleted
    QCOMPARE(play.agent.totalSocketCount(), 0);
    QTRY_COMPARE(play.server.open(), 0);
}

void tst_RequestDestroy::inResponse() // S5.53: the rest of the response is in the same packet
{
    RequestPlay play({kHi}, false);
    play.start({}, [](ClientRequest *req, EventLog *log) {
        connect(req, &ClientRequest::responseReceived, log, [req] { req->destroy(); });
        req->end();
    });
    QTRY_COMPARE(play.text(), kSent + u" > req.response > res.end > res.close > req.close > sock.close"_s);
}

void tst_RequestDestroy::atTheEndOfPooled() // S5.54
{
    RequestPlay play({kHi}, true);
    play.start({}, [](ClientRequest *req, EventLog *log) {
        connect(req, &ClientRequest::responseReceived, log, [req](IncomingMessage *message) {
            connect(message, &IncomingMessage::ended, req, [req] { req->destroy(); });
        });
        req->end();
    });
    QTRY_COMPARE(play.text(), kBody + u" > res.end > req.close > res.close"_s);
    play.settle();
    QCOMPARE(play.freeSockets(), 1);
}

void tst_RequestDestroy::abortSignal_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("moment");
    QTest::addColumn<QString>("events");
    QTest::newRow("S5.58 fired before") << kSilent << u"before"_s << u"req.error(ABORT_ERR) > req.close"_s;
    QTest::newRow("S5.58 fires at once") << kSilent << u"at once"_s << u"req.error(ABORT_ERR) > req.close"_s;
    QTest::newRow("S5.59 fires after it was sent") << kSilent << u"sent"_s
        << kSent + u" > req.error(ABORT_ERR) > req.close > sock.close"_s;
    QTest::newRow("S5.59 fires in the body") << Script{kHalf} << u"body"_s << kBody + u" > req.error(ABORT_ERR)"_s + kCut;
    QTest::newRow("fires afterwards") << Script{kHi} << u"over"_s << kBody + u" > res.end > res.close > req.close > sock.close"_s;
    QTest::newRow("is deleted") << Script{kHi} << u"deleted"_s << kBody + u" > res.end > res.close > req.close > sock.close"_s;
}

void tst_RequestDestroy::abortSignal()
{
    QFETCH(const Script, script);
    QFETCH(const QString, moment);
    QFETCH(const QString, events);
    auto controller = std::make_unique<AbortController>();
    RequestPlay play(script, false);
    if (moment == u"before"_s)
        controller->abort();
    play.start([&](RequestOptions &options) { options.signal = controller->signal(); }, [&](ClientRequest *req, EventLog *log) {
        const auto abort = [&controller] { controller->abort(); };
        if (moment == u"sent"_s)
            connect(req, &ClientRequest::finished, log, [=] { QTimer::singleShot(kLater, log, abort); });
        onData(req, [=](IncomingMessage *) {
            if (moment == u"body"_s)
                abort();
        }, kLater);
        req->end();
        if (moment == u"at once"_s)
            abort();
        if (moment == u"deleted"_s)
            controller.reset();
    });
    QTRY_COMPARE(play.text(), events);
    if (moment == u"over"_s)
        controller->abort();
    play.settle();
    QCOMPARE(play.text(), events);
}

// S6.46: Node tells a request that waits in a queue only when its turn would come; here it fails on the tick.
void tst_RequestDestroy::waitingInQueue_data()
{
    QTest::addColumn<Act>("act");
    QTest::addColumn<QString>("events");
    QTest::newRow("destroy") << atOnceAfterEnd(kDestroy) << kHangUp;
    QTest::newRow("destroy(err)") << atOnceAfterEnd(kDestroyWithError) << u"req.error(EMINE) > req.close"_s;
    QTest::newRow("abort") << atOnceAfterEnd(kAbort) << u"req.abort > req.close"_s;
    const auto muchLater = [](const Call &call) {
        return Act([call](ClientRequest *req, EventLog *) {
            req->end();
            QTimer::singleShot(kLater, req, [=] { call(req); });
        });
    };
    QTest::newRow("destroy, later") << muchLater(kDestroy) << kHangUp;
    QTest::newRow("abort, later") << muchLater(kAbort) << u"req.abort > req.close"_s;
}

void tst_RequestDestroy::waitingInQueue()
{
    QFETCH(const Act, act);
    QFETCH(const QString, events);
    RequestPlay play({}, true);
    play.agent.setMaxSockets(1);
    Asked first(get(over(&play.agent, play.server.port())));
    QTRY_COMPARE(play.server.requests(), 1);
    play.start({}, act);
    QCOMPARE(play.agent.requests().size(), play.request->isDestroyed() ? 0 : 1);
    QTRY_COMPARE(play.text(), events);
    QVERIFY(play.agent.requests().isEmpty());
    QCOMPARE(first.closes, 0);
    Asked third(get(over(&play.agent, play.server.port()))); // its place in the queue is nobody's
    RawServer::play(play.server.connection(), {kHi, kHi});
    QTRY_COMPARE(first.outcome(), u"200"_s);
    QTRY_COMPARE(third.outcome(), u"200"_s);
    QCOMPARE(play.text(), events);
    QCOMPARE(play.server.connections(), 1);
}

void tst_RequestDestroy::idleTimeout_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<bool>("destroys");
    QTest::addColumn<QString>("events");
    QTest::newRow("S5.60 it only tells") << kSilent << false << kSent + u" > req.timeout"_s;
    QTest::newRow("S5.61 its receiver destroys") << kSilent << true << kSent + u" > req.timeout > "_s + kHangUp + u" > sock.close"_s;
    QTest::newRow("S5.62 in the body") << Script{kHalf} << false << kBody + u" > req.timeout > res.timeout"_s;
}

void tst_RequestDestroy::idleTimeout()
{
    QFETCH(const Script, script);
    QFETCH(const bool, destroys);
    QFETCH(const QString, events);
    RequestPlay play(script, false);
    play.start([](RequestOptions &options) { options.timeout = std::chrono::milliseconds(60); },
               [destroys](ClientRequest *req, EventLog *log) {
                   if (destroys)
                       connect(req, &ClientRequest::timeoutOccurred, log, [req] { req->destroy(); });
                   req->end();
               });
    QTRY_COMPARE(play.text(), events);
    play.settle();
    QCOMPARE(play.text(), events);
    QCOMPARE(bool(play.request), !destroys);
}

// The lists of Node's documentation. Two of them put the error of the response before the close of the request, while
// Node itself has it the other way round (S5.41, S5.49, S5.57): there, each object's own order is what is compared. And
// "abort > close" is what a request sees that waits for a socket (S5.55 for one that does not).
void tst_RequestDestroy::documented_data()
{
    QTest::addColumn<QStringList>("events");
    QFile file(QStringLiteral(NODEHTTP_SOURCE_DIR "/tests/auto/api/node-http-api.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject orders = QJsonDocument::fromJson(file.readAll()).object().value(u"clientRequestEventOrders"_s).toObject();
    QCOMPARE(orders.size(), 10);
    for (auto it = orders.begin(); it != orders.end(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.value().toVariant().toStringList();
}

void tst_RequestDestroy::documented()
{
    QFETCH(const QStringList, events);
    const QString scenario = QString::fromUtf8(QTest::currentDataTag());
    const bool afterResponse = scenario.endsWith(u"after the response"_s) || scenario == u"premature close after response"_s;
    Script script;
    if (afterResponse)
        script = {kHalf};
    if (scenario.startsWith(u"premature"_s))
        script += {RawServer::Nothing, RawServer::Fin};
    if (scenario == u"success"_s)
        script = {kHi};
    const Call call = scenario.startsWith(u"abort"_s) ? kAbort : kDestroy;
    Act act;
    if (scenario.endsWith(u"a socket is assigned"_s))
        act = atOnceAfterEnd(call);
    else if (scenario.endsWith(u"the connection succeeds"_s))
        act = inSocket(call);
    else if (scenario.endsWith(u"() after the response"_s))
        act = inBody(call, kLater);

    RequestPlay play(script, false);
    std::unique_ptr<Asked> first;
    if (scenario == u"connection error"_s)
        play.server.stopListening();
    if (scenario == u"abort() before a socket is assigned"_s) {
        play.agent.setMaxSockets(1);
        first = std::make_unique<Asked>(get(over(&play.agent, play.server.port())));
    }
    play.start({}, act, RequestPlay::kAll & ~EventLog::Sockets);

    // From the documentation's words to those of the log; what it does not list is not looked at.
    const auto listed = [&](QLatin1String object) {
        QStringList expected, actual;
        for (QString event : events) {
            const bool ofResponse = event.endsWith(u" (response)"_s);
            event = event.section(u' ', 0, 0).remove(u'*').remove(u':');
            if (!event.startsWith(u'(') && ofResponse == (object == "res"_L1))
                expected.append(event);
        }
        static const QRegularExpression details(u"[\\(\\[].*$"_s);
        for (QString event : play.log.text().split(u" > "_s)) {
            if (!event.startsWith(object))
                continue;
            event = event.section(u'.', 1).remove(details);
            if (expected.contains(event) || event == "error"_L1)
                actual.append(event);
        }
        return std::make_pair(actual, expected);
    };
    QTRY_COMPARE(listed("req"_L1).first, listed("req"_L1).second);
    QTRY_COMPARE(listed("res"_L1).first, listed("res"_L1).second);
    if (afterResponse)
        QVERIFY(play.log.contains(u"res.error(ECONNRESET)"_s) && !play.text().contains(u"req.error"_s));
    else if (scenario.startsWith(u"premature"_s) || scenario.startsWith(u"destroy"_s))
        QVERIFY(play.log.contains(u"req.error(ECONNRESET)"_s));
}

QTEST_GUILESS_MAIN(tst_RequestDestroy)
#include "tst_requestdestroy.moc"
