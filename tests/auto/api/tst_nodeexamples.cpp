// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Runs the C++ of docs/node-examples.md and compares what it prints with what stands there. tests/qml runs the QML.

#include "nodeexamples.h"
#include "rawpeer.h"

#include <QtCore/qfile.h>
#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr int kExamples = 51; // in the documentation of Node 16.16

QStringList s_printed;
QtMessageHandler s_before = nullptr;

void collect(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type == QtInfoMsg)
        s_printed.append(text);
    else
        s_before(type, context, text);
}

// Two texts are the same when "…" in the second stands for digits.
bool matches(const QString &text, const QString &pattern)
{
    const QString escaped = QRegularExpression::escape(pattern).replace(QRegularExpression::escape(u"…"_s), u"\\d+"_s);
    return QRegularExpression(QRegularExpression::anchoredPattern(escaped)).match(text).hasMatch();
}

bool hasLine(const QByteArray &answer, const QString &pattern)
{
    const QStringList lines = QString::fromLatin1(answer).split(u"\r\n"_s);
    return std::any_of(lines.begin(), lines.end(), [&](const QString &line) { return matches(line, pattern); });
}

} // namespace

class tst_NodeExamples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void complete();
    void runs_data();
    void runs();

private:
    void answer(IncomingMessage *request, ServerResponse *response);
    void play(const Example &example, const QByteArray &bytes);

    QString m_page;
    std::unique_ptr<QObject> m_context;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<RawPeer> m_peer;
    Server *m_made = nullptr;
};

void tst_NodeExamples::initTestCase()
{
    QFile file(QStringLiteral(NODEHTTP_SOURCE_DIR "/docs/node-examples.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_page = QString::fromUtf8(file.readAll());
}

// The server that the lines with "port" talk to.
void tst_NodeExamples::answer(IncomingMessage *request, ServerResponse *response)
{
    const QString url = request->url();
    if (url == "/length_request"_L1) {
        response->writeProcessing();
        response->end("ok");
    } else if (url == "/json"_L1) {
        response->setHeader("Content-Type", "application/json");
        response->end("{\"data\":\"Hello World!\"}");
    } else if (url == "/upload"_L1) {
        response->setHeader("Content-Type", "application/json");
        request->pipe(response);
    } else if (url == "/cut"_L1) {
        response->setHeader("Content-Length", 100);
        response->write("a");
        QIODevice *const socket = response->socket();
        connect(socket, &QIODevice::bytesWritten, response, [response] { response->destroy(); }, Qt::QueuedConnection);
    } else if (url == "/once"_L1 && request->socket()->property("asked").toBool()) {
        request->destroy();
    } else {
        request->socket()->setProperty("asked", true);
        response->end("ok");
    }
}

void tst_NodeExamples::init()
{
    s_printed.clear();
    m_context = std::make_unique<QObject>();
    m_server = std::make_unique<Server>();
    connect(m_server.get(), &Server::requestReceived, this, &tst_NodeExamples::answer);
    QVERIFY(m_server->listen(0, QHostAddress(QHostAddress::LocalHost)));
    s_before = qInstallMessageHandler(collect);
}

void tst_NodeExamples::cleanup()
{
    qInstallMessageHandler(s_before);
    m_peer.reset();
    m_made = nullptr;
    m_context.reset();
    m_server.reset();
}

void tst_NodeExamples::complete() // no example of Node's documentation is left out
{
    static const QRegularExpression marks(u"<!-- examples? ([\\d, ]+):"_s);
    QSet<int> numbers;
    for (const auto &match : marks.globalMatch(m_page)) {
        for (const QString &number : match.captured(1).split(u','))
            numbers.insert(number.trimmed().toInt());
    }
    for (int number = 1; number <= kExamples; ++number)
        QVERIFY2(numbers.contains(number), qPrintable(QString::number(number)));
}

void tst_NodeExamples::runs_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    static const QRegularExpression example(
        u"<!-- examples? (\\d+)[\\d, ]*: [a-z]+(?:, ([^-]*))? -->.*?```text\\n(.*?)\\n```"_s, QRegularExpression::DotMatchesEverythingOption);
    int rows = 0;
    for (const auto &match : example.globalMatch(m_page)) {
        const QByteArray what = match.captured(2).toLatin1();
        const QByteArray bytes = what == "nonsense" ? "nonsense\r\n\r\n"
            : what.isEmpty() ? "GET /status?name=ryan HTTP/1.1\r\nACCEPT: */*\r\nConnection: close\r\nHost: 127.0.0.1:8000\r\nUser-Agent: curl/7.22.0\r\n\r\n"
                             : what + " HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n";
        QTest::addRow("%d", match.captured(1).toInt()) << match.captured(1).toInt() << bytes << match.captured(3).split(u'\n');
        ++rows;
    }
    QCOMPARE(rows, examples().size());
}

void tst_NodeExamples::play(const Example &example, const QByteArray &bytes)
{
    switch (example.index()) {
    case 0:
        std::get<0>(example)(m_context.get(), m_server->port());
        return;
    case 1: {
        RequestOptions options;
        options.port = m_server->port();
        options.method = u"POST"_s;
        QPointer<ClientRequest> request = NodeHttp::request(options);
        std::get<1>(example)(request);
        if (!request->isWritableEnded())
            request->end();
        QTRY_VERIFY(!request);
        return;
    }
    case 2:
        m_made = createServer([example](IncomingMessage *request, ServerResponse *response) {
            std::get<2>(example)(request, response);
            if (!response->isWritableEnded())
                response->end();
        }, m_context.get());
        m_made->listen(0, QHostAddress(QHostAddress::LocalHost));
        break;
    case 3:
        std::get<3>(example)(m_context.get(), m_made);
        break;
    }
    QTRY_VERIFY(m_made->port() > 0);
    m_peer = std::make_unique<RawPeer>(m_made->port());
    m_peer->send(bytes);
    QTRY_VERIFY(m_peer->isClosed());
}

void tst_NodeExamples::runs()
{
    QFETCH(const int, number);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    play(examples().value(number), bytes);
    QStringList lines;
    for (const QString &line : expected) {
        if (line.startsWith("< "_L1))
            QVERIFY2(hasLine(m_peer->received(), line.mid(2)), m_peer->received().constData());
        else
            lines.append(line);
    }
    QTRY_VERIFY2(matches(s_printed.join(u'\n'), lines.join(u'\n')), qPrintable(s_printed.join(u'\n')));
}

QTEST_GUILESS_MAIN(tst_NodeExamples)
#include "tst_nodeexamples.moc"
