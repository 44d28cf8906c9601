// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Connections that leave HTTP: upgrades (S5.67) and tunnels (S5.69) with whatever followed the response.

#include "asking.h"
#include "rawserver.h"

#include <QtNetwork/qabstractsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Script = RawServer::Script;

namespace {

const QByteArray kSwitching = "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n"_ba;
const HeaderList kUpgrade = {{"Connection", "Upgrade"}, {"Upgrade", "foo"}};

} // namespace

class tst_ClientUpgrade : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void upgrade_data();
    void upgrade();
    void tunnel();
    void reusedHandover();
};

void tst_ClientUpgrade::upgrade_data() // S5.67: what followed the response is in head, or comes from the socket
{
    QTest::addColumn<Script>("script");
    QTest::newRow("nothing follows") << Script{kSwitching, "early"};
    QTest::newRow("in the same packet") << Script{kSwitching + "early"};
    QTest::newRow("cut in two") << Script{kSwitching + "ea", "rly"};
    QTest::newRow("head cut in two") << Script{kSwitching.left(30), kSwitching.mid(30) + "early"};
}

void tst_ClientUpgrade::upgrade()
{
    QFETCH(const Script, script);
    RawServer server(script);
    server.answerHeads();
    Agent agent(pooling());
    Asked asked(get(with(kUpgrade, over(&agent, server.port()))));
    QPointer<QIODevice> socket;
    QByteArray received;
    connect(asked.request, &ClientRequest::upgradeReceived, this, [&](IncomingMessage *res, QIODevice *device, const QByteArray &head) {
        QCOMPARE(res->statusCode(), 101);
        QCOMPARE(res->headers().value(u"upgrade"_s), u"foo"_s);
        QVERIFY(res->isUpgrade());
        QVERIFY(!device->parent());
        socket = device;
        received = head;
        connect(device, &QIODevice::readyRead, this, [&] { received += socket->readAll(); });
        QCOMPARE(agent.totalSocketCount(), 0); // it is no longer the agent's
    });
    QTRY_COMPARE(received, "early"_ba);
    QTRY_COMPARE(asked.closes, 1);
    QCOMPARE(asked.errors + asked.responses, 0);
    QVERIFY(socket && socket->isOpen());
    socket->write("ping");
    QTRY_VERIFY(server.received().endsWith("\r\n\r\nping"));
    server.connection()->send("pong");
    QTRY_COMPARE(received, "earlypong"_ba);
    agent.destroy(); // S12.7: not ours
    QVERIFY(socket && socket->isOpen());
    delete socket;
    QTRY_COMPARE(server.open(), 0);
}

void tst_ClientUpgrade::tunnel() // S5.69
{
    RawServer server({"HTTP/1.1 200 Established\r\nContent-Length: 5\r\n\r\nhello"}); // the length means nothing
    server.answerHeads();
    RequestOptions options = by(u"CONNECT"_s, to(server.port(), u"example.com:443"_s));
    Asked asked(get(options));
    QPointer<QIODevice> socket;
    QByteArray received;
    connect(asked.request, &ClientRequest::connectReceived, this, [&](IncomingMessage *res, QIODevice *device, const QByteArray &head) {
        QCOMPARE(res->statusCode(), 200);
        socket = device;
        received = head;
        connect(device, &QIODevice::readyRead, this, [&] { received += socket->readAll(); });
    });
    QTRY_COMPARE(received, "hello"_ba);
    QTRY_COMPARE(asked.closes, 1);
    QVERIFY(server.received().startsWith("CONNECT example.com:443 HTTP/1.1\r\n"));
    socket->write("through");
    QTRY_VERIFY(server.received().endsWith("through"));
    server.connection()->halfClose();
    QTRY_COMPARE(qobject_cast<QAbstractSocket *>(socket.data())->state(), QAbstractSocket::UnconnectedState);
    delete socket;
}

void tst_ClientUpgrade::reusedHandover() // a connection that served a request before is handed over just the same
{
    RawServer server;
    server.answers({{reply()}, {kSwitching + "XY"}, {}});
    Agent agent(pooling());
    Asked first(get(over(&agent, server.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    Asked second(get(with(kUpgrade, over(&agent, server.port()))));
    QByteArray received;
    QIODevice *device = nullptr;
    connect(second.request, &ClientRequest::upgradeReceived, this, [&](auto *, QIODevice *socket, const QByteArray &head) {
        received = head;
        device = socket;
    });
    QTRY_COMPARE(received, "XY"_ba);
    QVERIFY(second.reused);
    QCOMPARE(agent.totalSocketCount(), 0);
    delete device; // and with it the message that came with it
    Asked third(get(over(&agent, server.port())));
    QTRY_COMPARE(server.connections(), 2);
    third->destroy();
    QTRY_VERIFY(third.isOver());
}

QTEST_GUILESS_MAIN(tst_ClientUpgrade)
#include "tst_clientupgrade.moc"
