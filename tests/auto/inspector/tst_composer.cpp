// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// Must 9: requests that a person writes.

#include "certificates.h"
#include "composing.h"
#include "keepingserver.h"

#include "inspector/composer.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Composer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bodies_data();
    void bodies();
    void files();
    void framing();
    void headersAsWritten();
    void problems_data();
    void problems();
    void expectContinue_data();
    void expectContinue();
    void timeout();
    void abort();
    void largeFile();
    void tls();
    void proxy();
    void upgradeIsLeft();
};

void tst_Composer::bodies_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("none") << int(BodyKind::None) << QByteArray() << QString() << QByteArray();
    QTest::newRow("text") << int(BodyKind::Text) << "grüße"_ba << u"text/plain; charset=utf-8"_s << "grüße"_ba;
    QTest::newRow("empty text") << int(BodyKind::Text) << QByteArray() << u"text/plain; charset=utf-8"_s << QByteArray();
    QTest::newRow("json") << int(BodyKind::Json) << "{\"a\": [1]}"_ba << u"application/json"_s << "{\"a\": [1]}"_ba;
    QTest::newRow("form") << int(BodyKind::Form) << QByteArray() << u"application/x-www-form-urlencoded"_s << "a=b+c&%26=%3D%C3%BC"_ba;
    QTest::newRow("bytes") << int(BodyKind::Bytes) << QByteArray("\0\xff", 2) << QString() << QByteArray("\0\xff", 2);
}

void tst_Composer::bodies() // must 9
{
    QFETCH(const int, kind);
    QFETCH(const QByteArray, body);
    KeepingServer target;
    Composer composer;
    ComposedRequest request = post(target.url(u"/x?y=z"_s), BodyKind(kind), body);
    request.form = {{"a", "b c", {}, {}, {}}, {"&", "=\xc3\xbc", {}, {}, {}}};
    Sending *const sending = composer.send(request);
    QVERIFY(isDone(sending));
    QCOMPARE(sending->status(), 200);
    QCOMPARE(sending->received(), 6);
    QVERIFY(sending->isGood());
    QCOMPARE(target.arrived.size(), 1);
    QCOMPARE(target.arrived[0].method, u"POST"_s);
    QCOMPARE(target.arrived[0].url, u"/x?y=z"_s);
    QTEST(target.arrived[0].headers.value(u"content-type"_s).toString(), "type");
    QTEST(target.arrived[0].body, "sent");
    QCOMPARE(target.arrived[0].headers.value(u"content-length"_s).toLongLong(), target.arrived[0].body.size());
    QCOMPARE(target.arrived[0].headers.value(u"host"_s).toString(), u"127.0.0.1:%1"_s.arg(target.port()));
}

void tst_Composer::files()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"pic\"ture.png"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray contents(200000, 'p');
    file.write(contents);
    file.close();
    KeepingServer target;
    Composer composer;
    ComposedRequest request = post(target.url(), BodyKind::File);
    request.file = file.fileName();
    QVERIFY(isDone(composer.send(request)));
    QCOMPARE(target.arrived.constLast().headers.value(u"content-type"_s).toString(), u"image/png"_s);
    QCOMPARE(target.arrived.constLast().headers.value(u"content-length"_s).toString(), u"200000"_s);
    QVERIFY(target.arrived.constLast().body == contents);

    request = post(target.url(), BodyKind::Multipart);
    request.headers = {{"Content-Type", "multipart/form-data; boundary=of-a-person"}};
    request.form = {{"field", "value", {}, {}, {}}, {"upload", {}, file.fileName(), {}, {}}, {"json", "{}", {}, "application/json", {}}};
    QVERIFY(isDone(composer.send(request)));
    const QString type = target.arrived.constLast().headers.value(u"content-type"_s).toString();
    const QByteArray boundary = type.section(u"boundary="_s, 1).toLatin1();
    QVERIFY(type.startsWith(u"multipart/form-data; boundary=----NodeHttp"_s));
    QByteArray expected = "--B\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\nvalue\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"pic%22ture.png\"\r\nContent-Type: image/png\r\n\r\n"
        + contents + "\r\n--B\r\nContent-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n{}\r\n--B--\r\n";
    expected.replace("--B", "--" + boundary);
    QVERIFY(target.arrived.constLast().body == expected);
    QCOMPARE(target.arrived.constLast().headers.value(u"content-length"_s).toLongLong(), expected.size());
}

void tst_Composer::framing()
{
    KeepingServer target;
    Composer composer;
    ComposedRequest request = post(target.url(), BodyKind::Text, "chunked");
    request.chunked = true;
    request.trailers = {{"X-Sum", "1"}, {"X-End", "2"}};
    QVERIFY(isDone(composer.send(request)));
    const KeepingServer::Arrived &arrived = target.arrived.constFirst();
    QCOMPARE(arrived.headers.value(u"transfer-encoding"_s).toString(), u"chunked"_s);
    QCOMPARE(arrived.headers.value(u"trailer"_s).toString(), u"X-Sum, X-End"_s);
    QVERIFY(!arrived.headers.contains(u"content-length"_s));
    QCOMPARE(arrived.trailers.value(u"x-sum"_s).toString(), u"1"_s);
    QCOMPARE(arrived.trailers.value(u"x-end"_s).toString(), u"2"_s);
    QCOMPARE(arrived.body, "chunked"_ba);
}

void tst_Composer::headersAsWritten()
{
    KeepingServer target;
    Composer composer;
    ComposedRequest request;
    request.url = target.url();
    request.url.replace(u"http://"_s, u"http://me:p%20w@"_s);
    request.headers = {{"X-A", "1"}, {"x-b", "2"}, {"X-A", "3"}, {"Host", "other.example"}};
    request.keepAlive = false;
    QVERIFY(isDone(composer.send(request)));
    const QStringList expected = {u"X-A"_s, u"1"_s, u"x-b"_s, u"2"_s, u"X-A"_s, u"3"_s, u"Host"_s, u"other.example"_s,
                                  u"Authorization"_s, u"Basic bWU6cCB3"_s, u"Connection"_s, u"close"_s};
    QCOMPARE(target.arrived[0].raw, expected);
}

void tst_Composer::problems_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("problem");
    const auto none = int(BodyKind::None);
    QTest::newRow("no URL") << QString() << "X"_ba << none << QByteArray() << u"http://"_s;
    QTest::newRow("scheme") << u"ftp://host/"_s << "X"_ba << none << QByteArray() << u"http://"_s;
    QTest::newRow("no host") << u"http:///path"_s << "X"_ba << none << QByteArray() << u"http://"_s;
    QTest::newRow("header name") << u"http://host/"_s << "X Y"_ba << none << QByteArray() << u"X Y"_s;
    QTest::newRow("json") << u"http://host/"_s << "X"_ba << int(BodyKind::Json) << "{\"a\":}"_ba << u"JSON"_s;
    QTest::newRow("file") << u"http://host/"_s << "X"_ba << int(BodyKind::File) << "/nowhere"_ba << u"/nowhere"_s;
}

void tst_Composer::problems()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, header);
    QFETCH(const int, kind);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, problem);
    ComposedRequest request = post(url, BodyKind(kind), body);
    request.headers = {{header, "v"}};
    request.file = QString::fromUtf8(body);
    QVERIFY2(request.problem().contains(problem), qPrintable(request.problem()));
    Composer composer;
    Sending *const sending = composer.send(request);
    QVERIFY(isDone(sending));
    QVERIFY(!sending->isGood());
    QCOMPARE(sending->error().message(), request.problem());
    QCOMPARE(sending->exchange(), quint64(0)); // nothing was begun
}

void tst_Composer::expectContinue_data()
{
    QTest::addColumn<QByteArray>("way");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("continued") << "continue"_ba << 200 << "the body"_ba;
    QTest::newRow("refused") << "refuse"_ba << 417 << QByteArray();
    QTest::newRow("not understood") << "silent"_ba << 200 << "the body"_ba; // a second later it is sent all the same
}

void tst_Composer::expectContinue()
{
    QFETCH(const QByteArray, way);
    QByteArray body;
    Server server;
    connect(&server, &Server::continueExpected, this, [&](IncomingMessage *request, ServerResponse *response) {
        if (way == "refuse") {
            response->writeHead(417);
            response->end("no");
            return;
        }
        if (way == "continue")
            response->writeContinue();
        connect(request, &IncomingMessage::dataReceived, response, [&](const QByteArray &chunk) { body += chunk; });
        connect(request, &IncomingMessage::ended, response, [response] { response->end(); });
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    Composer composer;
    ComposedRequest request = post(u"http://127.0.0.1:%1/"_s.arg(server.port()), BodyKind::Text, "the body");
    request.expectContinue = true;
    Sending *const sending = composer.send(request);
    QVERIFY(isDone(sending));
    QTEST(sending->status(), "status");
    QTEST(body, "body");
    QVERIFY2(sending->isGood(), qPrintable(sending->error().message()));
}

void tst_Composer::timeout()
{
    Serving server([](auto *, auto *) {});
    Composer composer;
    ComposedRequest request;
    request.url = u"http://127.0.0.1:%1/"_s.arg(server.port());
    request.timeout = 50ms;
    Sending *const sending = composer.send(request);
    QVERIFY(isDone(sending));
    QCOMPARE(sending->error().code(), u"ETIMEDOUT"_s);
}

void tst_Composer::abort()
{
    QPointer<ServerResponse> open;
    Serving server([&](auto *, ServerResponse *response) {
        open = response;
        response->write("first");
    });
    Composer composer;
    ComposedRequest request;
    request.url = u"http://127.0.0.1:%1/"_s.arg(server.port());
    Sending *const sending = composer.send(request);
    QTRY_COMPARE(sending->received(), 5);
    QSignalSpy over(sending, &Sending::over);
    sending->abort();
    QTRY_COMPARE(over.count(), 1);
    QCOMPARE(sending->error().code(), u"ABORT_ERR"_s);
    const auto isGone = [&] { // an answer is owed until a write finds nobody
        if (open)
            open->write("more");
        return server.connections() == 0;
    };
    QTRY_VERIFY(isGone());
    Sending *const early = composer.send(request); // before it has a connection
    early->abort();
    QVERIFY(early->isOver() || isDone(early));
}

void tst_Composer::largeFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"large"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(20 * 1024 * 1024));
    file.close();
    qint64 size = 0;
    Serving server([&](IncomingMessage *request, ServerResponse *response) {
        connect(request, &IncomingMessage::dataReceived, response, [&](const QByteArray &chunk) { size += chunk.size(); });
        connect(request, &IncomingMessage::ended, response, [response] { response->end(); });
    });
    Composer composer;
    ComposedRequest request = post(u"http://127.0.0.1:%1/"_s.arg(server.port()), BodyKind::File);
    request.file = file.fileName();
    QVERIFY(isDone(composer.send(request)));
    QCOMPARE(size, file.size());
}

void tst_Composer::tls()
{
    Authority authority;
    QVERIFY(authority.make());
    Serving server([](auto *, auto *response) { response->end("secret"); });
    server.setSslConfiguration(authority.issue("localhost", "DNS:localhost").serverSide());
    Composer composer;
    ComposedRequest request;
    request.url = u"https://localhost:%1/"_s.arg(server.port());
    Sending *refused = composer.send(request);
    QVERIFY(isDone(refused));
    QVERIFY(!refused->isGood());
    request.insecure = true;
    Sending *accepted = composer.send(request);
    QVERIFY(isDone(accepted));
    QCOMPARE(accepted->status(), 200);
}

void tst_Composer::proxy()
{
    KeepingServer target;
    QStringList tunnels;
    QPointer<QIODevice> tunnel;
    Server proxy;
    connect(&proxy, &Server::connectReceived, this, [&](IncomingMessage *request, QIODevice *socket, const QByteArray &) {
        tunnels.append(request->url());
        tunnel = socket;
        connect(static_cast<QAbstractSocket *>(socket), &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
        socket->write("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
        socket->close();
    });
    QVERIFY(proxy.listen(0, QHostAddress(QHostAddress::LocalHost)));
    Composer composer;
    ComposedRequest request;
    request.url = target.url();
    request.proxy = u"http://127.0.0.1:%1"_s.arg(proxy.port());
    QVERIFY(isDone(composer.send(request)));
    QCOMPARE(tunnels, QStringList{u"127.0.0.1:%1"_s.arg(target.port())});
    QVERIFY(target.arrived.isEmpty());
    QTRY_VERIFY(!tunnel);
}

void tst_Composer::upgradeIsLeft()
{
    QPointer<QIODevice> upgraded;
    Serving server(nullptr);
    connect(&server, &Server::upgradeReceived, this, [&](IncomingMessage *, QIODevice *socket, const QByteArray &) {
        upgraded = socket;
        connect(static_cast<QAbstractSocket *>(socket), &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
        socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    });
    Composer composer;
    ComposedRequest request;
    request.url = u"http://127.0.0.1:%1/"_s.arg(server.port());
    request.headers = {{"Connection", "Upgrade"}, {"Upgrade", "x"}};
    Sending *const sending = composer.send(request);
    QVERIFY(isDone(sending));
    QCOMPARE(sending->status(), 101);
    QTRY_VERIFY(!upgraded); // the composer has left
}

QTEST_GUILESS_MAIN(tst_Composer)
#include "tst_composer.moc"
