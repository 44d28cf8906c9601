// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Times that make no sense, or mean "never": S9.24.

#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_TimeoutValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void negative_data() { sides(); }
    void negative();
    void never_data() { sides(); }
    void never();
    void optionsNever();

private:
    static void sides();
};

void tst_TimeoutValues::sides()
{
    QTest::addColumn<bool>("onRequest");
    QTest::newRow("request") << true;
    QTest::newRow("answer") << false;
}

void tst_TimeoutValues::negative()
{
    QFETCH(const bool, onRequest);
    Serving server([onRequest](auto *req, auto *res) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"\"msecs\" is out of range"_s));
        Error error;
        if (onRequest)
            error = req->setTimeout(-1ms)->error();
        else
            error = res->setTimeout(-1ms)->error();
        QCOMPARE(error.code(), u"ERR_OUT_OF_RANGE"_s);
        later(res, [res] { res->end("x"); }, 60);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_TimeoutValues::never()
{
    QFETCH(const bool, onRequest);
    Serving server([onRequest](auto *req, auto *res) {
        if (onRequest)
            req->setTimeout(std::chrono::milliseconds::max());
        else
            res->setTimeout(std::chrono::milliseconds::max());
        later(res, [res] { res->end("x"); }, 60);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_TimeoutValues::optionsNever()
{
    ServerOptions options;
    options.timeout = options.keepAliveTimeout = options.headersTimeout = options.requestTimeout
        = options.handshakeTimeout = options.connectionsCheckingInterval = options.keepAliveInitialDelay
        = std::chrono::milliseconds::max();
    options.keepAlive = true;
    Serving server([](auto *, auto *res) { later(res, [res] { res->end("x"); }, 60); }, options);
    QVERIFY(!server.error());
    QCOMPARE(server.timeout(), 2147483647);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\nx"));
    QVERIFY(peer.received().contains("\r\nKeep-Alive: timeout=2147483\r\n"));
    peer.take();
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\nx"));
}

QTEST_GUILESS_MAIN(tst_TimeoutValues)
#include "tst_timeoutvalues.moc"
