// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// links: Qt6::WebSockets

// Every example as a program of its own, with a client that does what the example is for.

#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qsslsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Qt::StringLiterals;

namespace {

// A running example; it listens on a free port and says so.
class Program : public QProcess
{
public:
    explicit Program(const QString &name, const QStringList &arguments = {})
    {
        setProcessChannelMode(MergedChannels);
        start(QStringLiteral(NODEHTTP_BIN_DIR "/") + name, QStringList{u"--port"_s, u"0"_s} + arguments);
    }

    ~Program() override
    {
        kill();
        waitForFinished();
    }

    int port() // 0 until it listens
    {
        m_output += readAll();
        const qsizetype at = m_output.indexOf("://127.0.0.1:");
        const qsizetype end = m_output.indexOf('\n', at);
        return at < 0 || end < 0 ? 0 : m_output.mid(at + 13, end - at - 13).toInt();
    }

    QByteArray output()
    {
        m_output += readAll();
        return m_output;
    }

private:
    QByteArray m_output;
};

} // namespace

class tst_Examples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hello();
    void helloOnEpoll();
    void helloDownload();
    void helloUpload();
    void echo();
    void page();
    void upload();
    void uploadOutsideTheFolder();
    void sse();
    void upgrade();
    void connectProxy();
    void https();
    void portInUse();
};

void tst_Examples::hello()
{
    Program program(u"hello"_s);
    QTRY_VERIFY(program.port() > 0);
    RawPeer peer(program.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()),
                 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: <D>\r\nConnection: keep-alive\r\n"
                 "Keep-Alive: timeout=5\r\nContent-Length: 13\r\n\r\nHello, World!"_ba);
}

void tst_Examples::helloOnEpoll()
{
    Program program(u"hello"_s, {u"--loop"_s, u"epoll"_s});
    QTRY_VERIFY(program.port() > 0);
    RawPeer peer(program.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("Hello, World!"));
    const QDir descriptors(u"/proc/%1/fd"_s.arg(program.processId()));
    const QStringList names = descriptors.entryList(QDir::Files | QDir::System);
    QVERIFY(std::any_of(names.begin(), names.end(), [&](const QString &name) {
        return QFile::symLinkTarget(descriptors.filePath(name)).endsWith("[eventpoll]"_L1);
    }));
}

void tst_Examples::helloDownload()
{
    Program program(u"hello"_s, {u"--mode"_s, u"download"_s, u"--size"_s, u"3000000"_s});
    QTRY_VERIFY(program.port() > 0);
    RawPeer peer(program.port());
    peer.send(get("/", "Connection: close\r\n"));
    QTRY_VERIFY(peer.isClosed());
    const QByteArray answer = peer.received();
    QCOMPARE(answer.size() - answer.indexOf("\r\n\r\n") - 4, 3000000);
}

void tst_Examples::helloUpload()
{
    Program program(u"hello"_s, {u"--mode"_s, u"upload"_s});
    QTRY_VERIFY(program.port() > 0);
    RawPeer peer(program.port());
    peer.send(post(QByteArray(3000000, 'x')));
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\nreceived\n"));
}

void tst_Examples::echo()
{
    Program program(u"echo"_s);
    QTRY_VERIFY(program.port() > 0);
    RawPeer peer(program.port());
    peer.send("POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-One: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n");
    QTRY_VERIFY(peer.received().endsWith("}\n"));
    const QByteArray answer = peer.received();
    QVERIFY(answer.contains("\"bodyLength\": 3"));
    QVERIFY(answer.contains(QCryptographicHash::hash("abc", QCryptographicHash::Sha256).toHex()));
    QVERIFY(answer.contains("\"x-one\": \"1\""));
    QVERIFY(answer.contains("\"t\": \"v\""));
    QVERIFY(answer.contains("\"url\": \"/a?b=c\""));
    QTRY_VERIFY(program.output().contains("POST /a?b=c")); // each exchange is logged
}

void tst_Examples::page()
{
    Program program(u"page"_s);
    QTRY_VERIFY(program.port() > 0);
    RawPeer peer(program.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("</script>\n"));
    QCOMPARE(peer.take().count("<img"), 20);
    peer.send(get("/picture/7.svg"));
    QTRY_VERIFY(peer.received().endsWith("</svg>"));
    peer.take();
    peer.send("POST /report HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n20 pictures");
    QTRY_VERIFY(peer.received().endsWith("The server heard: 20 pictures\n"));
    peer.take();
    peer.send(get("/none"));
    QTRY_VERIFY(peer.received().startsWith("HTTP/1.1 404 Not Found\r\n"));
}

void tst_Examples::upload()
{
    const QTemporaryDir folder;
    Program program(u"upload"_s, {u"--dir"_s, folder.path()});
    QTRY_VERIFY(program.port() > 0);
    QByteArray body;
    for (int i = 0; i < 100000; ++i)
        body += QByteArray::number(i) + '\n';
    RawPeer peer(program.port());
    peer.send("PUT /numbers.txt HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QTRY_VERIFY(peer.received().contains(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex()));
    QFile file(folder.filePath(u"numbers.txt"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), body);
}

void tst_Examples::uploadOutsideTheFolder()
{
    const QTemporaryDir outer;
    QVERIFY(QDir(outer.path()).mkdir(u"inner"_s));
    Program program(u"upload"_s, {u"--dir"_s, outer.filePath(u"inner"_s)});
    QTRY_VERIFY(program.port() > 0);
    for (const char *target : {"/../evil", "/%2e%2e/evil", "/..%2fevil", "//evil/../../evil"}) {
        RawPeer peer(program.port());
        peer.send("PUT "_ba + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(!QFile::exists(outer.filePath(u"evil"_s)));
    }
}

void tst_Examples::sse()
{
    Program program(u"sse"_s, {u"--interval"_s, u"20"_s});
    QTRY_VERIFY(program.port() > 0);
    {
        RawPeer peer(program.port());
        peer.send(get("/events"));
        QTRY_VERIFY(peer.received().count("event: tick\n") >= 3);
        QVERIFY(peer.received().contains("Content-Type: text/event-stream\r\n"));
    }
    QTRY_VERIFY(program.output().contains("a client left"));
}

void tst_Examples::upgrade()
{
    Program program(u"upgrade"_s);
    QTRY_VERIFY(program.port() > 0);
    QWebSocket socket;
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy connected(&socket, &QWebSocket::connected);
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    socket.open(QUrl(u"ws://127.0.0.1:%1/chat"_s.arg(program.port())));
    QTRY_COMPARE(connected.count(), 1);
    socket.sendTextMessage(u"hällo"_s);
    QTRY_COMPARE(texts.count(), 1);
    QCOMPARE(texts[0][0].toString(), u"echo: hällo"_s);
    const QString large(200000, u'x');
    socket.sendTextMessage(large);
    QTRY_COMPARE(texts.count(), 2);
    QCOMPARE(texts[1][0].toString(), QString(u"echo: "_s + large));

    RawPeer peer(program.port()); // the same port still speaks HTTP
    peer.send(get());
    QTRY_VERIFY(peer.received().startsWith("HTTP/1.1 200 OK\r\n"));

    socket.close();
    QTRY_COMPARE(disconnected.count(), 1);
}

void tst_Examples::connectProxy()
{
    Program target(u"hello"_s);
    Program proxy(u"connect-proxy"_s);
    QTRY_VERIFY(target.port() > 0 && proxy.port() > 0);
    const QByteArray authority = "127.0.0.1:" + QByteArray::number(target.port());
    RawPeer peer(proxy.port());
    peer.send("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\n"));
    QVERIFY(peer.take().startsWith("HTTP/1.1 200 "));
    peer.send(get("/", "Connection: close\r\n"));
    QTRY_VERIFY(peer.received().endsWith("Hello, World!"));
    QTRY_VERIFY(peer.isClosed());
}

void tst_Examples::https()
{
    Program program(u"https"_s);
    QTRY_VERIFY(program.port() > 0);
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    QByteArray received;
    connect(&socket, &QIODevice::readyRead, this, [&] { received += socket.readAll(); });
    socket.connectToHostEncrypted(u"127.0.0.1"_s, quint16(program.port()));
    QTRY_VERIFY(socket.isEncrypted());
    socket.write(get());
    QTRY_VERIFY(received.contains("Hello over TLSv1."));
}

void tst_Examples::portInUse() // a clear word and an exit code
{
    Program first(u"hello"_s);
    QTRY_VERIFY(first.port() > 0);
    Program second(u"hello"_s, {u"--port"_s, QString::number(first.port())});
    QTRY_COMPARE(second.state(), QProcess::NotRunning);
    QVERIFY(second.exitCode() != 0);
    QVERIFY2(second.output().contains("EADDRINUSE"), second.output().constData());
}

QTEST_GUILESS_MAIN(tst_Examples)
#include "tst_examples.moc"
