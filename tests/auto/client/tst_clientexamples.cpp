// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The client's examples as programs of their own, against servers in this one or against other examples.

#include "identity.h"
#include "serving.h"

#include <NodeHttp/IncomingMessage>

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

class Program : public QProcess
{
public:
    Program(const QString &name, const QStringList &arguments)
    {
        connect(this, &QProcess::readyReadStandardOutput, this, [this] { out += readAllStandardOutput(); });
        connect(this, &QProcess::readyReadStandardError, this, [this] { errors += readAllStandardError(); });
        start(QStringLiteral(NODEHTTP_BIN_DIR "/") + name, arguments);
    }

    ~Program() override
    {
        kill();
        waitForFinished();
    }

    bool isOver() const { return state() == NotRunning; }
    int portOf(const QByteArray &text) const // that a serving example prints
    {
        const qsizetype at = text.indexOf("://127.0.0.1:");
        const qsizetype end = text.indexOf('\n', at);
        return at < 0 || end < 0 ? 0 : text.mid(at + 13, end - at - 13).toInt();
    }
    int port() const { return qMax(portOf(out), portOf(errors)); }

    QByteArray out;
    QByteArray errors;
};

QString urlOf(int port, const QString &path = u"/"_s)
{
    return u"http://127.0.0.1:%1%2"_s.arg(port).arg(path);
}

} // namespace

class tst_ClientExamples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void get();
    void getTellsErrors();
    void getRepeats();
    void getWaitsForContinue();
    void getSwitchesProtocols();
    void getThroughAUnixSocket();
    void getTrustsAnAuthority();
    void download();
    void crawl();
    void retry();
    void tunnel();
};

void tst_ClientExamples::get()
{
    QByteArray method, field, body;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        method = req->method().toLatin1();
        field = req->header("x-a").toByteArray();
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &chunk) { body += chunk; });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("answer"); });
    });
    Program program(u"get"_s, {u"-t"_s, u"-H"_s, u"X-A: b"_s, u"-d"_s, u"data"_s, urlOf(server.port())});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.exitCode(), 0);
    QCOMPARE(program.out, "answer"_ba);
    QVERIFY(program.errors.contains("HTTP/1.1 200 OK\n") && program.errors.contains("first byte"));
    QCOMPARE(method + ' ' + field + ' ' + body, "POST b data"_ba);
}

void tst_ClientExamples::getTellsErrors()
{
    int port = 0;
    {
        Serving server({});
        port = server.port();
    }
    Program program(u"get"_s, {urlOf(port)});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.exitCode(), 1);
    QVERIFY(program.errors.contains("ECONNREFUSED"));
}

void tst_ClientExamples::getRepeats()
{
    int requests = 0;
    Serving server([&](auto *, ServerResponse *res) { res->end(QByteArray::number(++requests)); });
    Program program(u"get"_s, {u"-t"_s, u"-n"_s, u"3"_s, urlOf(server.port())});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.out, "123"_ba);
    QCOMPARE(program.errors.count("on a reused connection"), 2);
}

void tst_ClientExamples::getWaitsForContinue()
{
    QByteArray body;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &chunk) { body += chunk; });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("answer"); });
    });
    connect(&server, &Server::continueExpected, this, [&](IncomingMessage *req, ServerResponse *res) {
        QVERIFY(body.isEmpty());
        res->writeEarlyHints({{"Link", u"</a.css>; rel=preload"_s}});
        res->writeContinue();
        Q_EMIT server.requestReceived(req, res);
    });
    Program program(u"get"_s, {u"-e"_s, u"-d"_s, u"data"_s, urlOf(server.port())});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(body, "data"_ba);
    QCOMPARE(program.out, "answer"_ba);
    QVERIFY(program.errors.contains("HTTP/1.1 103 Early Hints\nLink: </a.css>; rel=preload\n\nHTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\n"));
}

void tst_ClientExamples::getSwitchesProtocols()
{
    Serving server({});
    connect(&server, &Server::upgradeReceived, this, [&server](IncomingMessage *, QIODevice *socket, const QByteArray &) {
        socket->setParent(&server);
        socket->write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: words\r\n\r\nother words");
        connect(socket, &QIODevice::bytesWritten, socket, [socket] { socket->close(); });
    });
    Program program(u"get"_s, {u"-u"_s, u"words"_s, urlOf(server.port())});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.exitCode(), 0);
    QVERIFY(program.errors.startsWith("HTTP/1.1 101 Switching Protocols\n"));
    QCOMPARE(program.out, "other words"_ba);
}

void tst_ClientExamples::getThroughAUnixSocket()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"socket"_s);
    Server server;
    connect(&server, &Server::requestReceived, this, [](IncomingMessage *req, ServerResponse *res) {
        res->end(req->header("host").toByteArray() + req->url().toUtf8());
    });
    QVERIFY(server.listen(path));
    Program program(u"get"_s, {u"--unix-socket"_s, path, u"http://name/path"_s});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.out, "name/path"_ba);
}

void tst_ClientExamples::getTrustsAnAuthority()
{
    QTemporaryDir folder;
    Identity issuer, identity;
    QVERIFY(issuer.makeIssuer(folder, u"issuer"_s));
    QVERIFY(identity.makeSigned(folder, u"server"_s, issuer, {u"DNS:localhost"_s}));
    Program target(u"https"_s, {u"--port"_s, u"0"_s, u"--cert"_s, identity.certificateFile, u"--key"_s, identity.keyFile});
    QTRY_VERIFY(target.port() > 0);
    const QString url = u"https://localhost:%1/"_s.arg(target.port());
    Program distrusts(u"get"_s, {url});
    QTRY_VERIFY(distrusts.isOver());
    QCOMPARE(distrusts.exitCode(), 1);
    QVERIFY(distrusts.errors.startsWith("UNABLE_TO_"));
    Program trusts(u"get"_s, {u"--cacert"_s, issuer.certificateFile, url});
    QTRY_VERIFY(trusts.isOver());
    QVERIFY(trusts.out.startsWith("Hello over TLS"));
}

void tst_ClientExamples::download() // the second half, because the first is there
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"file"_s);
    QFile half(path);
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.write("first ");
    half.close();
    Serving server([](IncomingMessage *req, ServerResponse *res) {
        if (req->header("range") == "bytes=6-")
            res->writeHead(206, {{"Content-Range", "bytes 6-11/12"}});
        res->end("second");
    });
    Program program(u"download"_s, {urlOf(server.port()), path});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.exitCode(), 0);
    QVERIFY(half.open(QIODevice::ReadOnly));
    QCOMPARE(half.readAll(), "first second"_ba);
}

void tst_ClientExamples::crawl()
{
    Serving server([](IncomingMessage *, ServerResponse *res) { res->end("page"); });
    int connections = 0;
    connect(&server, &Server::connectionOpened, this, [&] { ++connections; });
    Program program(u"crawl"_s, {u"-n"_s, u"500"_s, u"-s"_s, u"8"_s, urlOf(server.port())});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.exitCode(), 0);
    QVERIFY(program.out.startsWith("500 requests, 0 failed, 2000 bytes"));
    QCOMPARE(connections, 8);
}

void tst_ClientExamples::retry() // the server closes the idle connection when the next request arrives
{
    int requests = 0;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        if (++requests == 2)
            return req->destroy();
        res->end("x");
    });
    Program program(u"retry"_s, {u"-n"_s, u"3"_s, u"-p"_s, u"20"_s, urlOf(server.port())});
    QTRY_VERIFY(program.isOver());
    QCOMPARE(program.exitCode(), 0);
    QCOMPARE(program.out, "0 failed, 1 answered at the second try\n"_ba);
    QCOMPARE(requests, 4);
}

void tst_ClientExamples::tunnel()
{
    Program proxy(u"connect-proxy"_s, {u"--port"_s, u"0"_s});
    Program target(u"https"_s, {u"--port"_s, u"0"_s});
    QTRY_VERIFY(proxy.port() > 0 && target.port() > 0);
    Program program(u"tunnel"_s, {u"-k"_s, urlOf(proxy.port()), u"https://127.0.0.1:%1/"_s.arg(target.port())});
    QTRY_VERIFY(program.isOver());
    QVERIFY2(program.exitCode() == 0, program.errors.constData());
    QVERIFY(program.out.startsWith("Hello over TLSv1."));
}

QTEST_GUILESS_MAIN(tst_ClientExamples)
#include "tst_clientexamples.moc"
