// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorModelsTesting

// What the pages say about one exchange, the search over all of them, and files of exchanges.

#include "samplerecords.h"

#include "asking.h"
#include "rawpeer.h"
#include "serving.h"

#include "detaillists.h"
#include "exchangedetails.h"
#include "trafficsearch.h"

#include <NodeHttp/Inspector>

#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

QString valueOf(const QVariantList &rows, const QString &name)
{
    for (const QVariant &row : rows) {
        if (row.toMap().value(u"name"_s) == name)
            return row.toMap().value(u"value"_s).toString();
    }
    return {};
}

struct Detailed
{
    explicit Detailed(int samples = 1)
    {
        addSamples(session.recorder(), samples);
        details.setSession(&session);
        details.setNumber(1);
    }

    InspectorSession session;
    ExchangeDetails details;
};

} // namespace

class tst_Details : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setEnabled(true); } // what is compiled here may be a release build
    void lists();
    void secretsAreMasked();
    void shownHeads_data();
    void shownHeads();
    void bothEnds();
    void followsWhatGoesOn();
    void events();
    void pressure();
    void parseErrors();
    void phasesOfFailures();
    void nothingChosen();
    void searchGoesAround();
    void searchPassesMaskedOver();
    void harOutAndIn();
    void harProblems();
    void harKeepsTheLoopTurning();
    void originsOfOwners();
};

void tst_Details::lists() // must 6
{
    Detailed d;
    QCOMPARE(valueOf(d.details.overview(), u"URL"_s), u"http://host0.example:8080/items/0?page=0"_s);
    QCOMPARE(d.details.requestLine(), u"POST /items/0?page=0 HTTP/1.1"_s);
    QCOMPARE(d.details.statusLine(), u"HTTP/1.1 500 Reason"_s);
    QCOMPARE(d.details.requestHeaders().size(), 3);
    QCOMPARE(valueOf(d.details.responseHeaders(), u"X-Id"_s), u"0"_s);
    QCOMPARE(valueOf(d.details.query(), u"page"_s), u"0"_s);
    QCOMPARE(d.details.requestCookies().size(), 2);
    QCOMPARE(d.details.responseCookies().size(), 1);
    QCOMPARE(d.details.responseCookies().at(0).toMap().value(u"note"_s).toString(), u"Path=/; HttpOnly"_s);
    double sum = 0;
    for (const QVariant &phase : d.details.phases())
        sum += phase.toMap().value(u"lasted"_s).toDouble();
    QCOMPARE(sum, d.details.total());
    QVERIFY(!d.details.connectionFacts().isEmpty());
    QCOMPARE(d.details.title(), u"POST /items/0"_s);
}

void tst_Details::secretsAreMasked()
{
    Detailed d;
    QSignalSpy changed(&d.details, &ExchangeDetails::changed);
    const auto everything = [&d] {
        return QVariant(QVariantList{d.details.requestHeaders(), d.details.responseHeaders(), d.details.requestCookies(),
                                     d.details.responseCookies()});
    };
    const auto holds = [&](const QString &secret) {
        for (const QVariant &list : everything().toList()) {
            for (const QVariant &row : list.toList()) {
                if (row.toMap().value(u"value"_s).toString().contains(secret))
                    return true;
            }
        }
        return d.details.requestBytes().contains(secret.toLatin1()) || d.details.responseBytes().contains(secret.toLatin1())
            || d.details.headersAsText(true).contains(secret) || d.details.headersAsText(false).contains(secret);
    };
    QVERIFY(!holds(u"hidden0"_s));
    QVERIFY(!holds(u"secret"_s));
    d.session.setSecretsShown(true);
    QVERIFY(changed.count() > 0);
    QVERIFY(holds(u"hidden0"_s));
    QVERIFY(holds(u"secret"_s));
    QCOMPARE(valueOf(d.details.requestCookies(), u"b"_s), u"2"_s);
}

void tst_Details::shownHeads_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("value") << "GET / HTTP/1.1\r\nCookie: a=1\r\nA: b\r\n\r\n"_ba << "GET / HTTP/1.1\r\nCookie: ***\r\nA: b\r\n\r\n"_ba;
    QTest::newRow("case") << "X\r\nAUTHORIZATION:x y\r\n\r\n"_ba << "X\r\nAUTHORIZATION:* *\r\n\r\n"_ba;
    QTest::newRow("folded") << "X\r\nCookie: a\r\n b\r\nC: d\r\n\r\n"_ba << "X\r\nCookie: *\r\n *\r\nC: d\r\n\r\n"_ba;
    QTest::newRow("blank before the colon") << "X\r\nCookie : a\r\n\r\n"_ba << "X\r\nCookie : *\r\n\r\n"_ba;
    QTest::newRow("high bytes") << "X\r\nCookie: \xff\r\n\r\n"_ba << "X\r\nCookie: *\r\n\r\n"_ba;
    QTest::newRow("cut") << "X\r\nCookie: a"_ba << "X\r\nCookie: *"_ba;
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void tst_Details::shownHeads()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, shown);
    QCOMPARE(shownHead(head, false), shown);
    QCOMPARE(shownHead(head, true), head);
}

void tst_Details::bothEnds()
{
    InspectorSession session;
    session.setRecording(true);
    Serving server([](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(session.count(), 2);
    ExchangeDetails details;
    details.setSession(&session);
    details.setNumber(1);
    QTRY_COMPARE(details.peer(), 2);
    const bool client = details.isClient();
    details.setNumber(details.peer());
    QCOMPARE(details.peer(), 1);
    QVERIFY(details.isClient() != client);
}

void tst_Details::followsWhatGoesOn()
{
    InspectorSession session;
    session.setRecording(true);
    ServerResponse *waiting = nullptr;
    Serving server([&](auto *, auto *res) { waiting = res; });
    Asked asked(get(to(server.port())));
    QTRY_VERIFY(waiting);
    QTRY_COMPARE(session.count(), 2);
    ExchangeDetails details;
    details.setSession(&session);
    details.setNumber(2);
    QCOMPARE(details.statusLine(), QString());
    waiting->setStatusCode(418);
    waiting->end("x");
    QTRY_VERIFY(details.statusLine().contains(u"418"_s));
}

void tst_Details::events()
{
    InspectorSession session;
    session.setRecording(true);
    Serving server([](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_VERIFY(session.count() == 2 && session.recorder()->at(0).isOver() && session.recorder()->at(1).isOver());
    const QVariantList rows = eventRows(session.recorder()->at(0)) + eventRows(session.recorder()->at(1));
    QStringList signalNames, objects;
    for (const QVariant &row : rows) {
        signalNames.append(row.toMap().value(u"signal"_s).toString());
        objects.append(row.toMap().value(u"object"_s).toString());
        QCOMPARE(row.toMap().value(u"thread"_s).toInt(), 1);
        QVERIFY(row.toMap().value(u"at"_s).toLongLong() >= 0);
    }
    for (const char *name : {"requestReceived", "responseReceived", "finished", "closed"})
        QVERIFY2(signalNames.contains(QLatin1String(name)), name);
    for (const char *name : {"Server", "ClientRequest"})
        QVERIFY2(objects.contains(QLatin1String(name)), name);
}

void tst_Details::pressure() // five 3
{
    ExchangeRecord record;
    record.side = TrafficSide::Server;
    QVERIFY(pressureRows(record).isEmpty());
    record.highWaterMark = 16384;
    record.mostWaiting = 50000;
    record.mostInSocket = 20000;
    record.pausedTime = 5000000;
    const QVariantList rows = pressureRows(record);
    QVERIFY(rows.last().toMap().value(u"value"_s).toString().startsWith(u"the client"_s));
    record.readerPausedTime = 9000000;
    QVERIFY(pressureRows(record).last().toMap().value(u"value"_s).toString().startsWith(u"this server"_s));
}

void tst_Details::parseErrors() // must 17
{
    InspectorSession session;
    session.setRecording(true);
    Serving server([](auto *, auto *res) { res->end(); });
    RawPeer peer(server.port());
    peer.send("GET / HTTP/1.1\r\nCookie: secret\r\nBad Header\r\n\r\n");
    QTRY_COMPARE(session.count(), 1);
    QTRY_VERIFY(session.recorder()->at(0).isOver());
    ExchangeDetails details;
    details.setSession(&session);
    details.setNumber(1);
    QVERIFY(details.hasFailed());
    QVERIFY(valueOf(details.errors(), u"Error"_s).startsWith(u"HPE_"_s));
    QVERIFY(!valueOf(details.errors(), u"Offset"_s).isEmpty());
    QVERIFY(details.errorBytes().contains("Bad Header"));
    QVERIFY(!details.errorBytes().contains("secret"));
    QVERIFY(details.errorAt() > 0 && details.errorAt() <= details.errorBytes().size());
}

void tst_Details::phasesOfFailures()
{
    ExchangeRecord record;
    QCOMPARE(unfinishedPhase(record), QString());
    record.side = TrafficSide::Client;
    record.state = State::Failed;
    QCOMPARE(unfinishedPhase(record), phaseName(0));
    record.assigned = 1;
    QCOMPARE(unfinishedPhase(record), phaseName(2));
    record.connected = 2;
    record.scheme = u"https"_s;
    QCOMPARE(unfinishedPhase(record), phaseName(3));
    record.secured = 3;
    QCOMPARE(unfinishedPhase(record), phaseName(4));
    record.requestEnded = 4;
    QCOMPARE(unfinishedPhase(record), phaseName(5));
    record.responseBegun = 5;
    QCOMPARE(unfinishedPhase(record), phaseName(6));
}

void tst_Details::nothingChosen()
{
    ExchangeDetails details;
    QVERIFY(!details.exists());
    QVERIFY(details.overview().isEmpty());
    InspectorSession session;
    details.setSession(&session);
    details.setNumber(17);
    QVERIFY(!details.exists());
    QCOMPARE(details.peer(), 0);
    QCOMPARE(details.headersAsText(true), QString());
}

void tst_Details::searchGoesAround() // must 5
{
    Detailed d(200);
    QTRY_COMPARE(d.session.model()->rowCount(), 200);
    TrafficSearch search;
    search.setSession(&d.session);
    QSignalSpy found(&search, &TrafficSearch::found), missed(&search, &TrafficSearch::missed);
    search.setText(u"\"ITEM\": 77"_s); // in a body, in any case
    search.next();
    QTRY_COMPARE(found.count(), 1);
    QCOMPARE(d.session.selected(), 78);
    QCOMPARE(found.at(0).at(1).value<TrafficSearch::Place>(), TrafficSearch::ResponseBody);
    search.next(); // the same one again, from the other side
    QTRY_COMPARE(found.count(), 2);
    QCOMPARE(d.session.selected(), 78);
    search.setText(u"X-Id: 19"_s); // 19, 190…199
    search.next();
    QTRY_COMPARE(found.count(), 3);
    QCOMPARE(d.session.selected(), 191);
    search.previous();
    QTRY_COMPARE(found.count(), 4);
    QCOMPARE(d.session.selected(), 20);
    search.previous();
    QTRY_COMPARE(found.count(), 5);
    QCOMPARE(d.session.selected(), 200);
    search.setText(u"host"_s); // twice in each: the name of the field, and its value
    search.next();
    search.next();
    QTRY_VERIFY(!search.isSearching());
    const qint64 first = d.session.selected();
    search.next();
    QTRY_VERIFY(!search.isSearching());
    QCOMPARE(d.session.selected(), first);
    QCOMPARE(found.last().at(2).toInt(), 1);
    search.setText(u"nowhere at all"_s);
    search.next();
    QTRY_COMPARE(missed.count(), 1);
}

void tst_Details::searchPassesMaskedOver()
{
    Detailed d(5);
    QTRY_COMPARE(d.session.model()->rowCount(), 5);
    TrafficSearch search;
    search.setSession(&d.session);
    QSignalSpy found(&search, &TrafficSearch::found), missed(&search, &TrafficSearch::missed);
    search.setText(u"Bearer hidden3"_s);
    search.next();
    QTRY_COMPARE(missed.count(), 1);
    d.session.setSecretsShown(true);
    search.next();
    QTRY_COMPARE(found.count(), 1);
}

void tst_Details::harOutAndIn()
{
    QTemporaryDir folder;
    const QUrl all = QUrl::fromLocalFile(folder.filePath(u"all.har"_s)), one = QUrl::fromLocalFile(folder.filePath(u"one.har"_s));
    Detailed d(300);
    QTRY_COMPARE(d.session.model()->rowCount(), 300);
    QSignalSpy done(&d.session, &InspectorSession::harDone);
    QVERIFY(d.session.exportHar(all, false, true));
    QVERIFY(!d.session.exportHar(one, false, true)); // one at a time
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done.at(0).at(0).toInt(), 300);
    QVERIFY(d.session.problem().isEmpty());
    d.session.setSelected(7);
    QVERIFY(d.session.exportHar(one, true, false));
    QTRY_COMPARE(done.count(), 2);
    QCOMPARE(done.at(1).at(0).toInt(), 1);

    InspectorSession other;
    QSignalSpy read(&other, &InspectorSession::harDone);
    QVERIFY(other.importHar(all));
    QVERIFY(other.isBusy());
    QTRY_COMPARE(read.count(), 1);
    QVERIFY(!other.isBusy());
    QTRY_COMPARE(other.model()->rowCount(), 300);
    QCOMPARE(other.recorder()->at(6).requestHeader("authorization"), "Bearer hidden6"_ba);
    QVERIFY(other.importHar(one));
    QTRY_COMPARE(other.model()->rowCount(), 301);
    QVERIFY(other.recorder()->at(300).requestHeader("authorization") != "Bearer hidden6"_ba);
}

void tst_Details::harProblems()
{
    QTemporaryDir folder;
    const QString name = folder.filePath(u"bad.har"_s);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"log\": {\"entries\": [{\"request\": {}}, {\"broken\"");
    file.close();
    InspectorSession session;
    QSignalSpy done(&session, &InspectorSession::harDone);
    QVERIFY(session.importHar(QUrl::fromLocalFile(name)));
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done.at(0).at(0).toInt(), 1); // what could be read stays
    QVERIFY(session.problem().contains(u"at byte"_s));
    session.importHar(QUrl::fromLocalFile(folder.filePath(u"none.har"_s)));
    QTRY_COMPARE(done.count(), 2);
    QVERIFY(session.problem().contains(u"none.har"_s));
    session.setProblem({});
    QVERIFY(session.problem().isEmpty());
}

void tst_Details::harKeepsTheLoopTurning()
{
    QTemporaryDir folder;
    const QUrl url = QUrl::fromLocalFile(folder.filePath(u"many.har"_s));
    InspectorSession session;
    addSamples(session.recorder(), 5000);
    QTRY_COMPARE(session.model()->rowCount(), 5000);
    QSignalSpy done(&session, &InspectorSession::harDone);
    int turns = 0;
    QTimer others;
    connect(&others, &QTimer::timeout, &session, [&] { turns += session.isBusy(); });
    others.start(0);
    QVERIFY(session.exportHar(url, false, false));
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 30000);
    QVERIFY(turns > 2);
    turns = 0;
    QVERIFY(session.importHar(url));
    QTRY_COMPARE(done.count(), 2);
    QVERIFY(turns > 2);
    QTRY_COMPARE(session.model()->rowCount(), 10000);
}

void tst_Details::originsOfOwners()
{
    InspectorSession session;
    session.setAttached(false);
    session.setRecording(true);
    QVERIFY(session.startBin(0));
    QVERIFY(!session.binUrl().isEmpty());
    Serving server([](auto *, auto *res) { res->end("x"); });
    Asked other(get(to(server.port())));
    Asked bin(get(to(session.bin()->server()->port())));
    QTRY_COMPARE(session.count(), 1); // the bin's own, and nothing else of this process
    QCOMPARE(session.recorder()->at(0).origin, Origin::Bin);
    session.setOrigin(&server, Origin::Composer);
    Asked known(get(to(server.port())));
    QTRY_COMPARE(session.count(), 2);
    QCOMPARE(session.recorder()->at(1).origin, Origin::Composer);
    session.setAttached(true);
    Asked attached(get(to(server.port())));
    QTRY_COMPARE(session.count(), 4);
    session.bin()->server()->close();
    QTRY_VERIFY(session.binUrl().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Details)
#include "tst_details.moc"
