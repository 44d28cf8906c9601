// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// From traffic to records.

#include "asking.h"
#include "certificates.h"
#include "blockingpeer.h"
#include "rawpeer.h"
#include "serving.h"

#include "inspector/recorder.h"

#include <QtCore/qthread.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <thread>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

const ExchangeRecord *find(const TrafficRecorder &recorder, TrafficSide side, int i = 0)
{
    for (qsizetype row = 0; row < recorder.count(); ++row) {
        if (recorder.at(row).side == side && i-- == 0)
            return &recorder.at(row);
    }
    return nullptr;
}

int over(const TrafficRecorder &recorder)
{
    int n = 0;
    for (qsizetype row = 0; row < recorder.count(); ++row)
        n += recorder.at(row).isOver();
    return n;
}

} // namespace

class tst_Recorder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothEnds();
    void phases();
    void tlsFacts();
    void errors();
    void parseErrors();
    void severalOnOneConnection();
    void rowCap();
    void lowersTheRowCap();
    void numbersAndRows();
    void chooser();
    void pausedWriters();
    void severalThreads();
    void clearsWhatIsOver();
    void diesWithTraffic();
};

void tst_Recorder::bothEnds() // five 1
{
    TrafficRecorder recorder;
    QSignalSpy added(&recorder, &TrafficRecorder::recordsAdded), overs(&recorder, &TrafficRecorder::recordOver);
    recorder.start();
    Serving server([](auto *req, auto *res) { req->pipe(res); });
    ClientRequest *made = request(by(u"POST"_s, to(server.port(), u"/a?b=c"_s)));
    made->end("body");
    Asked asked(made);
    QTRY_COMPARE(over(recorder), 2);
    const ExchangeRecord *client = find(recorder, TrafficSide::Client), *there = find(recorder, TrafficSide::Server);
    QVERIFY(client && there);
    QCOMPARE(client->peer, there->number); // must: each leads to the other
    QCOMPARE(there->peer, client->number);
    QCOMPARE(client->requestHead, there->requestHead);
    QCOMPARE(client->responseHead, there->responseHead);
    QCOMPARE(recorder.bodies().read(client->request), "body"_ba);
    QCOMPARE(recorder.bodies().read(there->response), "body"_ba);
    QCOMPARE(client->status, 200);
    QCOMPARE(client->url(), u"http://127.0.0.1:%1/a?b=c"_s.arg(server.port()));
    QCOMPARE(client->path(), u"/a"_s);
    QCOMPARE(client->query(), u"b=c"_s);
    QVERIFY(client->state == State::Complete && there->state == State::Complete);
    QVERIFY(qAbs(client->startedAt - QDateTime::currentMSecsSinceEpoch()) < 60000);
    QStringList names;
    for (const EventRecord &event : there->events)
        names.append(QString::fromLatin1(event.name));
    QVERIFY(names.contains(u"request"_s) && names.contains(u"finish"_s) && names.contains(u"close"_s));
    QCOMPARE(added.count(), 2);
    QCOMPARE(overs.count(), 2);
}

void tst_Recorder::phases() // must 8
{
    TrafficRecorder recorder;
    recorder.start();
    Serving server([](auto *, auto *res) { later(res, [res] { res->end("x"); }, 30); });
    Agent agent(pooling(1));
    Asked first(get(over(&agent, server.port()))), second(get(over(&agent, server.port())));
    QTRY_COMPARE(over(recorder), 4);
    const Phases one = find(recorder, TrafficSide::Client, 0)->phases(), two = find(recorder, TrafficSide::Client, 1)->phases();
    QVERIFY(one.connect >= 0 && one.lookup < 0 && one.tls < 0);
    QVERIFY(one.wait >= 25000000);
    QVERIFY(two.queued >= 25000000); // it waited for the first one's connection
    QVERIFY(two.connect < 0 && find(recorder, TrafficSide::Client, 1)->reused);
    QCOMPARE(one.total(), find(recorder, TrafficSide::Client, 0)->duration());
}

void tst_Recorder::tlsFacts()
{
    Authority authority;
    QVERIFY(authority.make());
    TrafficRecorder recorder;
    recorder.start();
    std::unique_ptr<Server> server(createServer(authority.issue("localhost", "IP:127.0.0.1").serverSide(), ServerOptions(),
                                                [](auto *, auto *res) { res->end("x"); }));
    QVERIFY(server->listen(0, QHostAddress(QHostAddress::LocalHost)));
    RequestOptions options = to(server->port());
    options.protocol = u"https:"_s;
    options.rejectUnauthorized = false;
    Asked asked(get(options));
    QTRY_COMPARE(over(recorder), 2);
    const ExchangeRecord *client = find(recorder, TrafficSide::Client);
    QVERIFY(client->tls.startsWith(u"TLSv1."_s));
    QVERIFY(client->phases().tls > 0);
    QCOMPARE(client->scheme, u"https"_s);
    QVERIFY(client->peer != 0);
}

void tst_Recorder::errors()
{
    TrafficRecorder recorder;
    recorder.start();
    int port = 0;
    {
        Serving gone({});
        port = gone.port();
    }
    Asked asked(get(to(port, u"/refused"_s)));
    QTRY_COMPARE(over(recorder), 1);
    const ExchangeRecord *record = find(recorder, TrafficSide::Client);
    QVERIFY(record->state == State::Failed);
    QCOMPARE(record->errorCode, u"ECONNREFUSED"_s);
    QCOMPARE(record->method, "GET"_ba); // known though no byte was sent
    QCOMPARE(record->path(), u"/refused"_s);
}

void tst_Recorder::parseErrors()
{
    TrafficRecorder recorder;
    recorder.start();
    Serving server([](auto *, auto *res) { res->end(); });
    RawPeer peer(server.port());
    peer.send("GET / HTTP/1.1\r\nbroken\r\n\r\n");
    QTRY_COMPARE(over(recorder), 1);
    const ExchangeRecord &record = recorder.at(0);
    QCOMPARE(record.errorCode, u"HPE_INVALID_HEADER_TOKEN"_s);
    QVERIFY(record.errorBytes.contains("broken") && record.errorAt > 15);
    QVERIFY(record.peerPort > 0 && record.localPort == server.port());
}

// What happens to a connection concerns the exchanges on it, and no others.
void tst_Recorder::severalOnOneConnection()
{
    TrafficRecorder recorder;
    QSignalSpy changed(&recorder, &TrafficRecorder::recordsChanged);
    recorder.start();
    QList<ServerResponse *> answers;
    Serving server([&answers](auto *, auto *res) { answers.append(res); });
    RawPeer other(server.port());
    other.send(get("/other"));
    QTRY_COMPARE(recorder.count(), 1);
    RawPeer peer(server.port());
    peer.send(get("/1") + get("/2"));
    QTRY_COMPARE(recorder.count(), 3);
    for (int row = 1; row <= 2; ++row) {
        QVERIFY(recorder.at(row).peerPort > 0);
        QCOMPARE(recorder.at(row).peerPort, recorder.at(1).peerPort);
        QCOMPARE(recorder.at(row).connection, recorder.at(1).connection);
        QCOMPARE(recorder.at(row).localPort, server.port());
    }
    QVERIFY(recorder.at(0).connection != recorder.at(1).connection);
    recorder.settle();
    changed.clear();
    peer.send("no request\r\n\r\n");
    QTRY_VERIFY(!recorder.at(1).errorCode.isEmpty());
    QVERIFY2(recorder.at(1).errorCode.startsWith(u"HPE_"_s), qPrintable(recorder.at(1).errorCode)); // the oldest: it was being answered
    QTRY_COMPARE(recorder.at(2).errorCode, u"ECONNRESET"_s); // it went down with its connection
    QVERIFY(recorder.at(0).errorCode.isEmpty());
    for (const QList<QVariant> &told : std::as_const(changed))
        QVERIFY(!told.constFirst().value<QList<quint64>>().contains(recorder.at(0).number));
    answers.constFirst()->end("x");
    QTRY_VERIFY(recorder.at(0).isOver());
    QCOMPARE(recorder.at(0).state, State::Complete);
}

void tst_Recorder::rowCap()
{
    TrafficRecorder::Limits limits;
    limits.records = 3;
    TrafficRecorder recorder(limits);
    recorder.start();
    Serving server([](auto *req, auto *res) {
        if (req->url() != "/held"_L1)
            res->end(req->url().toLatin1());
    });
    RawPeer held(server.port());
    held.send(get("/held"));
    QTRY_COMPARE(recorder.count(), 1);
    for (int i = 0; i < 5; ++i) {
        RawPeer peer(server.port());
        peer.send(get('/' + QByteArray::number(i)));
        QTRY_VERIFY(peer.received().endsWith('/' + QByteArray::number(i)));
        QTRY_COMPARE(over(recorder), qMin(i + 1, 2));
    }
    QCOMPARE(recorder.count(), 3);
    QCOMPARE(recorder.dropped(), 3);
    QCOMPARE(recorder.at(0).target, "/held"_ba); // what is under way stays
    QCOMPARE(recorder.at(2).target, "/4"_ba);
    QCOMPARE(recorder.bodies().memoryUsed(), 4);
}

void tst_Recorder::lowersTheRowCap()
{
    TrafficRecorder recorder;
    for (int i = 0; i < 5000; ++i) {
        ExchangeRecord record;
        record.state = i == 2 ? State::Pending : State::Complete;
        recorder.bodyStore()->append(&record.response, "12345");
        recorder.add(record);
    }
    QList<std::pair<qsizetype, qsizetype>> removed;
    connect(&recorder, &TrafficRecorder::recordsRemoved, this, [&removed](qsizetype first, qsizetype last) {
        removed.append({first, last});
    });
    recorder.setRowCap(10);
    QCOMPARE(removed, (QList<std::pair<qsizetype, qsizetype>>{{0, 1}, {1, 4988}})); // runs, not rows
    QCOMPARE(recorder.count(), 10);
    QCOMPARE(recorder.dropped(), 4990);
    QCOMPARE(recorder.at(0).number, 3u);
    QCOMPARE(recorder.at(9).number, 5000u);
    QTRY_COMPARE(recorder.bodies().memoryUsed(), 50);
}

void tst_Recorder::numbersAndRows()
{
    TrafficRecorder recorder;
    for (int i = 0; i < 10; ++i) {
        ExchangeRecord record;
        record.state = State::Complete;
        QCOMPARE(recorder.add(record), quint64(i + 1));
    }
    recorder.drop(4);
    recorder.drop(4);
    QCOMPARE(recorder.rowOf(3), 2);
    QCOMPARE(recorder.rowOf(4), -1);
    QCOMPARE(recorder.rowOf(5), 3);
    QCOMPARE(recorder.rowOf(11), -1);
    QCOMPARE(recorder.count(), 9);
}

void tst_Recorder::chooser()
{
    TrafficRecorder recorder;
    Serving wanted([](auto *, auto *res) { res->end(); }), other([](auto *, auto *res) { res->end(); });
    recorder.setChooser([&wanted](const TrafficExchange &told) {
        return TrafficRecorder::Choice{told.owner == &wanted, Origin::Bin};
    });
    recorder.start();
    RawPeer one(wanted.port()), two(other.port());
    two.send(get() + "bad");
    one.send(get());
    QTRY_VERIFY(!two.received().isEmpty() && over(recorder) == 1);
    QVERIFY(recorder.at(0).origin == Origin::Bin);
    QCOMPARE(recorder.count(), 1);
}

void tst_Recorder::pausedWriters() // the back-pressure view
{
    TrafficRecorder recorder;
    recorder.start();
    Serving server([](auto *, auto *res) {
        res->write(QByteArray(8 * 1024 * 1024, 'x'));
        QObject::connect(res, &ServerResponse::drained, res, [res] { res->end(); });
    });
    RawPeer peer(server.port());
    peer.pauseReading();
    peer.countOnly();
    peer.send(get());
    QTRY_VERIFY(recorder.count() == 1 && recorder.at(0).mostWaiting > 0);
    peer.resumeReading();
    QTRY_COMPARE(over(recorder), 1);
    QVERIFY(recorder.at(0).pausedTime > 0);
    QVERIFY(recorder.at(0).mostWaiting > recorder.at(0).highWaterMark);
}

void tst_Recorder::severalThreads()
{
    TrafficRecorder recorder;
    recorder.start();
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([] {
            QEventLoop loop;
            Serving server([](auto *, auto *res) { res->end("Hello"); });
            const int port = server.port();
            std::unique_ptr<QThread> client(QThread::create([port] {
                BlockingPeer peer(port);
                for (int i = 0; i < 100; ++i) {
                    peer.send(get());
                    peer.receiveUntil("Hello");
                }
            }));
            QObject::connect(client.get(), &QThread::finished, &loop, &QEventLoop::quit);
            client->start();
            loop.exec();
            client->wait();
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QTRY_COMPARE(over(recorder), 300);
    for (qsizetype row = 0; row < recorder.count(); ++row)
        QCOMPARE(recorder.at(row).response.preview, "Hello"_ba);
}

void tst_Recorder::clearsWhatIsOver()
{
    TrafficRecorder recorder;
    recorder.start();
    QList<ServerResponse *> answers;
    Serving server([&](auto *, auto *res) { answers.append(res); });
    RawPeer one(server.port()), two(server.port());
    one.send(get("/1"));
    two.send(get("/2"));
    QTRY_COMPARE(answers.size(), 2);
    answers.at(0)->end("x");
    QTRY_COMPARE(over(recorder), 1);
    recorder.clear();
    QCOMPARE(recorder.count(), 1);
    answers.at(1)->end("y");
    QTRY_COMPARE(over(recorder), 1);
    recorder.stop();
    recorder.clear();
    QCOMPARE(recorder.count(), 0);
    QCOMPARE(recorder.bodies().memoryUsed(), 0);
}

void tst_Recorder::diesWithTraffic()
{
    std::atomic<bool> done{false};
    std::thread traffic([&done] {
        QEventLoop loop;
        Serving server([](auto *, auto *res) { res->end("Hello"); });
        const int port = server.port();
        std::unique_ptr<QThread> client(QThread::create([port, &done] {
            BlockingPeer peer(port);
            while (!done) {
                peer.send(get());
                peer.receiveUntil("Hello");
            }
        }));
        QObject::connect(client.get(), &QThread::finished, &loop, &QEventLoop::quit);
        client->start();
        loop.exec();
        client->wait();
    });
    for (int i = 0; i < 100; ++i) {
        TrafficRecorder recorder;
        recorder.start();
        QCoreApplication::sendPostedEvents(&recorder);
    }
    done = true;
    traffic.join();
    QVERIFY(!TrafficObserver::isAnybodyObserving());
}

QTEST_GUILESS_MAIN(tst_Recorder)
#include "tst_recorder.moc"
