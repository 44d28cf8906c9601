// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// Must 1 and 20: traffic of a process that another one looks at, and that nothing is offered unless it was allowed.

#include "asking.h"
#include "certificates.h"
#include "rawpeer.h"
#include "serving.h"

#include "inspector/remotetraffic.h"

#include <NodeHttp/Inspector>

#include <QtCore/qendian.h>
#include <QtCore/qfileinfo.h>
#include <QtNetwork/qlocalserver.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

const ExchangeRecord *find(const TrafficRecorder &recorder, TrafficSide side)
{
    for (qsizetype row = 0; row < recorder.count(); ++row) {
        if (recorder.at(row).side == side)
            return &recorder.at(row);
    }
    return nullptr;
}

bool allOver(const TrafficRecorder &recorder, int count)
{
    for (qsizetype row = 0; row < recorder.count(); ++row) {
        if (!recorder.at(row).isOver())
            return false;
    }
    return recorder.count() == count;
}

// A process that offers traffic, as a stranger would write it.
class Impostor : public QLocalServer
{
public:
    explicit Impostor(const QByteArray &bytes)
    {
        QLocalServer::removeServer(socketPath(u"impostor"_s));
        listen(socketPath(u"impostor"_s));
        connect(this, &QLocalServer::newConnection, this, [this, bytes] { nextPendingConnection()->write(bytes); });
    }
};

QByteArray message(const QCborArray &values)
{
    const QByteArray body = QCborValue(values).toCbor();
    QByteArray bytes(4, '\0');
    qToBigEndian(quint32(body.size()), bytes.data());
    return bytes + body;
}

} // namespace

class tst_RemoteTraffic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void disabledByDefault();
    void names_data();
    void names();
    void sameAsSeenInside();
    void nothingIsObservedAlone();
    void tls();
    void errors();
    void pools();
    void oneAtATime();
    void nameIsTaken();
    void largeBodies();
    void slowReaderLosesAndIsTold();
    void processEnds();
    void nobody();
    void impostors_data();
    void impostors();
    void userOnly();

private:
    QString m_name;
};

void tst_RemoteTraffic::initTestCase()
{
    m_name = u"test-%1"_s.arg(QCoreApplication::applicationPid());
}

void tst_RemoteTraffic::cleanup()
{
    withdraw();
    setEnabled(false);
}

void tst_RemoteTraffic::disabledByDefault() // runs first
{
#ifdef QT_NO_DEBUG
    QVERIFY(!isEnabled());
    QVERIFY(!offer(m_name));
    QVERIFY(offeredName().isEmpty());
    qputenv("NODEHTTP_INSPECT", m_name.toLatin1());
    setEnabled(false);
    QVERIFY(offeredName().isEmpty());
#endif
    qputenv("NODEHTTP_INSPECT", m_name.toLatin1());
    setEnabled(true); // the variable counts now
    QCOMPARE(offeredName(), m_name);
    setEnabled(false);
    QVERIFY(offeredName().isEmpty());
    qunsetenv("NODEHTTP_INSPECT");
}

void tst_RemoteTraffic::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"my-app_1.0"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("slash") << u"../x"_s << false;
    QTest::newRow("blank") << u"a b"_s << false;
    QTest::newRow("long") << QString(65, u'a') << false;
}

void tst_RemoteTraffic::names()
{
    QFETCH(const QString, name);
    QFETCH(const bool, good);
    setEnabled(true);
    if (!good)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Traffic cannot be offered"_s));
    QCOMPARE(offer(name), good);
    QCOMPARE(offeredName(), good ? name : QString());
    QCOMPARE(!socketPath(name).isEmpty(), good);
    QCOMPARE(RemoteTraffic::offered().contains(name), good);
}

void tst_RemoteTraffic::sameAsSeenInside()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    TrafficRecorder inside, outside;
    RemoteTraffic remote(&outside);
    QSignalSpy attached(&remote, &RemoteTraffic::attached);
    remote.attach(m_name);
    QTRY_COMPARE(attached.count(), 1);
    QCOMPARE(remote.pid(), QCoreApplication::applicationPid());
    inside.start();
    Serving server([](auto *req, auto *res) { req->pipe(res); });
    ClientRequest *made = request(by(u"POST"_s, with({{"X-A", "1"}}, to(server.port(), u"/a?b=c"_s))));
    made->write("one ");
    made->end("two");
    Asked asked(made);
    QTRY_VERIFY(allOver(inside, 2) && allOver(outside, 2));
    for (const TrafficSide side : {TrafficSide::Client, TrafficSide::Server}) {
        const ExchangeRecord *a = find(inside, side), *b = find(outside, side);
        QVERIFY(a && b);
        QCOMPARE(b->requestHead, a->requestHead);
        QCOMPARE(b->responseHead, a->responseHead);
        QCOMPARE(outside.bodies().read(b->request), "one two"_ba);
        QCOMPARE(outside.bodies().read(b->response), "one two"_ba);
        QCOMPARE(b->url(), a->url());
        QCOMPARE(b->state, a->state);
        QCOMPARE(b->status, 200);
        QCOMPARE(b->peerPort, a->peerPort);
        QCOMPARE(b->localAddress, a->localAddress);
        QCOMPARE(b->begun, a->begun); // one clock
        QCOMPARE(b->ended, a->ended);
        QCOMPARE(b->events.size(), a->events.size());
        for (qsizetype i = 0; i < a->events.size(); ++i) {
            QCOMPARE(b->events[i].name, a->events[i].name);
            QCOMPARE(b->events[i].object, a->events[i].object);
            QCOMPARE(b->events[i].thread, a->events[i].thread);
        }
        QVERIFY(TrafficRecorder::isForeign(b->exchange) && !TrafficRecorder::isForeign(a->exchange));
    }
    QCOMPARE(find(outside, TrafficSide::Client)->peer, find(outside, TrafficSide::Server)->number);
    QCOMPARE(remote.lost(), 0);
}

void tst_RemoteTraffic::nothingIsObservedAlone()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    QVERIFY(!TrafficObserver::isAnybodyObserving());
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    remote.attach(m_name);
    QTRY_VERIFY(TrafficObserver::isAnybodyObserving());
    remote.detach();
    QVERIFY(!remote.isAttached());
    QTRY_VERIFY(!TrafficObserver::isAnybodyObserving());
    remote.attach(m_name); // again
    QTRY_VERIFY(remote.isAttached());
}

void tst_RemoteTraffic::tls()
{
    Authority authority;
    QVERIFY(authority.make());
    setEnabled(true);
    QVERIFY(offer(m_name));
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    remote.attach(m_name);
    QTRY_VERIFY(remote.isAttached());
    Serving server([](auto *, auto *res) { res->end("secret"); });
    server.setSslConfiguration(authority.issue("localhost", "DNS:localhost").serverSide());
    RequestOptions options = to(server.port());
    options.protocol = u"https:"_s;
    options.rejectUnauthorized = false;
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_VERIFY(find(recorder, TrafficSide::Client) && find(recorder, TrafficSide::Client)->isOver());
    QVERIFY2(find(recorder, TrafficSide::Client)->tls.startsWith(u"TLSv1"_s), qPrintable(find(recorder, TrafficSide::Client)->tls));
    QCOMPARE(find(recorder, TrafficSide::Client)->scheme, u"https"_s);
}

void tst_RemoteTraffic::errors()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    remote.attach(m_name);
    QTRY_VERIFY(remote.isAttached());
    Serving server([](auto *, auto *) {});
    RawPeer peer(server.port());
    peer.send("NONSENSE\r\n\r\n");
    QTRY_COMPARE(recorder.count(), 1);
    QVERIFY2(recorder.at(0).errorCode.startsWith(u"HPE_"_s), qPrintable(recorder.at(0).errorCode));
    QVERIFY(!recorder.at(0).errorBytes.isEmpty());
    QVERIFY(recorder.at(0).errorAt > 0);
}

void tst_RemoteTraffic::pools()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    TrafficRecorder recorder;
    PoolRecorder pools;
    RemoteTraffic remote(&recorder, &pools);
    remote.attach(m_name);
    QTRY_VERIFY(remote.isAttached());
    Serving server([](auto *, auto *res) { res->end(); });
    Agent agent(pooling());
    agent.setObjectName(u"mine"_s);
    Asked asked(get(over(&agent, server.port())));
    QTRY_VERIFY(asked.isOver());
    QTRY_VERIFY(!pools.groups().isEmpty() && pools.groups()[0].idle == 1);
    QCOMPARE(pools.groups()[0].agentName, u"mine"_s);
    QCOMPARE(pools.groups()[0].sockets[0].uses, 1);
    QCOMPARE(pools.groups()[0].sockets[0].address, u"127.0.0.1:%1"_s.arg(server.port()));
}

void tst_RemoteTraffic::oneAtATime()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    TrafficRecorder recorder;
    RemoteTraffic first(&recorder), second(&recorder);
    first.attach(m_name);
    QTRY_VERIFY(first.isAttached());
    QSignalSpy detached(&second, &RemoteTraffic::detached);
    second.attach(m_name);
    QTRY_COMPARE(detached.count(), 1);
    QVERIFY2(second.errorString().startsWith(u"Another inspector"_s), qPrintable(second.errorString()));
    QVERIFY(first.isAttached());
    first.detach();
    QTRY_VERIFY(!TrafficObserver::isAnybodyObserving());
    second.attach(m_name);
    QTRY_VERIFY(second.isAttached());
}

void tst_RemoteTraffic::nameIsTaken()
{
    setEnabled(true);
    QLocalServer other;
    QLocalServer::removeServer(socketPath(m_name));
    QVERIFY(other.listen(socketPath(m_name)));
    QVERIFY(offer(m_name));
    QCOMPARE(offeredName(), m_name + u"-%1"_s.arg(QCoreApplication::applicationPid()));
    withdraw();
    other.close();
    QFile left(socketPath(m_name)); // of a process that crashed
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    QVERIFY(offer(m_name));
    QCOMPARE(offeredName(), m_name);
}

void tst_RemoteTraffic::largeBodies()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    remote.attach(m_name);
    QTRY_VERIFY(remote.isAttached());
    QByteArray body(5 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i * 7 + i / 251);
    Serving server([&](auto *, auto *res) { res->end(body); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_VERIFY(allOver(recorder, 2));
    QCOMPARE(remote.lost(), 0);
    QVERIFY(recorder.bodies().read(find(recorder, TrafficSide::Client)->response) == body);
}

void tst_RemoteTraffic::slowReaderLosesAndIsTold()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    QLocalSocket reader; // does not read, for now
    reader.setReadBufferSize(1);
    reader.connectToServer(socketPath(m_name));
    QTRY_VERIFY(TrafficObserver::isAnybodyObserving());
    const QByteArray body(1024 * 1024, 'x');
    int answered = 0;
    Serving server([&](auto *, auto *res) {
        ++answered;
        res->end(body);
    });
    for (int i = 0; i < 40; ++i) { // 80 MB in both directions, and 16 MB may wait
        Asked asked(get(to(server.port())));
        QTRY_COMPARE(asked.outcome(), u"200"_s);
    }
    QCOMPARE(answered, 40); // nobody waited
    QByteArray all;
    reader.setReadBufferSize(0);
    qint64 lost = 0;
    const auto more = [&] {
        all += reader.readAll();
        return all.contains("lost");
    };
    QTRY_VERIFY(more());
    for (qsizetype at = 0; at + 4 <= all.size();) {
        const quint32 size = qFromBigEndian<quint32>(all.constData() + at);
        const QCborArray values = QCborValue::fromCbor(all.mid(at + 4, size)).toArray();
        if (values.at(0).toString() == "lost"_L1)
            lost += values.at(1).toInteger();
        at += 4 + size;
    }
    QVERIFY2(lost > 50, qPrintable(QString::number(lost)));
    QVERIFY(all.size() < 20 * 1024 * 1024);
}

void tst_RemoteTraffic::processEnds()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    remote.attach(m_name);
    QTRY_VERIFY(remote.isAttached());
    Serving server([](auto *, auto *) {}); // never answers
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(recorder.count(), 2);
    QSignalSpy detached(&remote, &RemoteTraffic::detached);
    withdraw();
    QTRY_COMPARE(detached.count(), 1);
    QVERIFY(!remote.errorString().isEmpty());
    QTRY_VERIFY(allOver(recorder, 2));
    QCOMPARE(recorder.at(0).errorCode, u"EPIPE"_s);
}

void tst_RemoteTraffic::nobody()
{
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    QSignalSpy detached(&remote, &RemoteTraffic::detached);
    remote.attach(u"nobody-has-this-name"_s);
    QTRY_COMPARE(detached.count(), 1);
    QVERIFY(remote.errorString().startsWith(u"Nobody offers"_s));
    remote.attach(u"no name"_s);
    QTRY_COMPARE(detached.count(), 2);
    QVERIFY(remote.errorString().contains(u"cannot be a name"_s));
}

void tst_RemoteTraffic::impostors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray hello = message({u"hello"_s, 1, u"x"_s, 1, 1, 1});
    QTest::newRow("no hello") << message({u"exchangeBegun"_s});
    QTest::newRow("other version") << message({u"hello"_s, 2, u"x"_s, 1, 1, 1});
    QTest::newRow("size") << "\xff\xff\xff\xff"_ba;
    QTest::newRow("no CBOR") << hello + QByteArray("\0\0\0\1\xff", 5);
    QTest::newRow("no array") << hello + QByteArray("\0\0\0\1\x01", 5);
    QTest::newRow("HTTP") << "HTTP/1.1 200 OK\r\n\r\n"_ba;
}

void tst_RemoteTraffic::impostors()
{
    QFETCH(const QByteArray, bytes);
    Impostor impostor(bytes);
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    QSignalSpy detached(&remote, &RemoteTraffic::detached);
    remote.attach(u"impostor"_s);
    QTRY_COMPARE(detached.count(), 1);
    QVERIFY2(remote.errorString().contains(u"does not speak"_s), qPrintable(remote.errorString()));
    QCOMPARE(recorder.count(), 0);
}

void tst_RemoteTraffic::userOnly()
{
    setEnabled(true);
    QVERIFY(offer(m_name));
    const QFileInfo socket(socketPath(m_name)), folder(socket.path());
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(socket.permissions() & others));
    QVERIFY(!(folder.permissions() & (others | QFile::ExeGroup | QFile::ExeOther)));
}

QTEST_GUILESS_MAIN(tst_RemoteTraffic)
#include "tst_remotetraffic.moc"
