// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Bodies over TLS when one side is slower than the other. QSslSocket has two buffers each way and tells of each in its
// own signals.

#include "rawpeer.h"
#include "serving.h"
#include "tlspeer.h"

#include <QtCore/qpointer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_TlsStreams : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void slowReader_data();
    void slowReader();
    void unreadBodyStopsTheSender();
    void lastAnswerArrivesWhole();
    void connectionsAreLimited();

private:
    QSslConfiguration clientSide() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({m_localhost.certificate});
        return configuration;
    }

    QTemporaryDir m_folder;
    Identity m_localhost;
};

namespace {

// Reads so many bytes each time its timer comes, and leaves the rest in the network.
class SlowTlsPeer : public QSslSocket
{
public:
    SlowTlsPeer(int port, const QSslConfiguration &configuration, qint64 piece) : m_piece(piece)
    {
        setSslConfiguration(configuration);
        setReadBufferSize(65536);
        connectToHostEncrypted(u"127.0.0.1"_s, quint16(port), u"localhost"_s);
        connect(&m_timer, &QTimer::timeout, this, [this] { received += read(m_piece).size(); });
        m_timer.start(1);
    }
    qint64 received = 0;

private:
    const qint64 m_piece;
    QTimer m_timer;
};

} // namespace

void tst_TlsStreams::initTestCase()
{
    QVERIFY(m_localhost.make(m_folder, u"localhost"_s));
}

void tst_TlsStreams::slowReader_data()
{
    QTest::addColumn<bool>("byCallback");
    QTest::newRow("drained") << false;
    QTest::newRow("callback") << true;
}

void tst_TlsStreams::slowReader() // S1.122, S1.123: the writer is called again when the encrypted bytes left, not before
{
    QFETCH(const bool, byCallback);
    constexpr qint64 kSize = 8 * 1024 * 1024, kPiece = 65536;
    qint64 left = kSize, most = 0;
    Serving server([&](auto *, auto *res) {
        const auto more = [&, res] {
            most = qMax(most, res->writableLength());
            left -= kPiece;
            return res->write(QByteArray(kPiece, 'x'));
        };
        res->setHeader("Content-Length", kSize);
        if (byCallback) {
            auto write = std::make_shared<std::function<void(const Error &)>>();
            *write = [&, res, again = std::weak_ptr(write)](const Error &error) {
                QVERIFY(!error);
                left -= kPiece;
                if (left < 0)
                    res->end();
                else
                    res->write(QByteArray(kPiece, 'x'), res, *again.lock());
            };
            connect(res, &QObject::destroyed, this, [write] {}); // keeps it as long as the response
            (*write)({});
            return;
        }
        const auto fill = [&, res, more] {
            while (left > 0 && more()) { }
            if (left == 0)
                res->end();
        };
        connect(res, &ServerResponse::drained, res, fill);
        fill();
    });
    server.setSslConfiguration(m_localhost.serverSide());
    SlowTlsPeer peer(server.port(), clientSide(), 200000);
    peer.write(get());
    QTRY_VERIFY_WITH_TIMEOUT(peer.received > kSize, 30000); // and the head
    QVERIFY(most < 4 * kPiece);
}

void tst_TlsStreams::unreadBodyStopsTheSender() // S4.10
{
    QPointer<IncomingMessage> request;
    qint64 arrived = 0;
    Serving server([&](auto *req, auto *res) {
        request = req;
        connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    });
    server.setSslConfiguration(m_localhost.serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(post(QByteArray(16 * 1024 * 1024, 'x')));
    QTRY_VERIFY(request);
    const auto waiting = [&peer] { return peer.bytesToWrite() + peer.encryptedBytesToWrite(); };
    qint64 before = -1;
    QTRY_VERIFY(std::exchange(before, waiting()) == waiting() && before > 0 && !QTest::qWaitFor([&] { return waiting() != before; }, 100));
    QVERIFY(waiting() > 4 * 1024 * 1024);
    connect(request, &IncomingMessage::dataReceived, this, [&](const QByteArray &piece) { arrived += piece.size(); });
    QTRY_COMPARE_WITH_TIMEOUT(withoutDate(peer.received), ok("x"), 30000);
    QCOMPARE(arrived, 16 * 1024 * 1024);
}

void tst_TlsStreams::lastAnswerArrivesWhole() // the socket closes behind it, but not before it left
{
    Serving server([](auto *, auto *res) {
        res->setHeader("Connection", "close");
        res->end(QByteArray(8 * 1024 * 1024, 'x'));
    });
    server.setSslConfiguration(m_localhost.serverSide());
    SlowTlsPeer peer(server.port(), clientSide(), 100000);
    peer.write(get());
    QTRY_VERIFY_WITH_TIMEOUT(peer.received > 8 * 1024 * 1024, 30000);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_TlsStreams::connectionsAreLimited() // S9.17: a handshake counts
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    server.setSslConfiguration(m_localhost.serverSide());
    server.setMaxConnections(2);
    QSignalSpy dropped(&server, &Server::connectionDropped);
    RawPeer greeting(server.port()); // never says a word
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    QCOMPARE(server.connections(), 2);
    TlsPeer third(server.port(), clientSide());
    QTRY_VERIFY(third.isClosed());
    QVERIFY(!third.wasEncrypted);
    QCOMPARE(dropped.count(), 1);
    greeting.close();
    QTRY_COMPARE(server.connections(), 1);
    TlsPeer fourth(server.port(), clientSide());
    fourth.write(get());
    QTRY_COMPARE(withoutDate(fourth.received), ok("x"));
}

QTEST_GUILESS_MAIN(tst_TlsStreams)
#include "tst_tlsstreams.moc"
