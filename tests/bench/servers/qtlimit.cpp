// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// qtlimit_server --port N [--mode hello|download|upload] [--size N] [--cert F --key F]
// What Qt's sockets cost without any HTTP: the end of a request head is found, and an answer prepared beforehand goes out.

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>
#include <QtNetwork/qtcpserver.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Settings {
    QString mode;
    qint64 size = 0;
    bool tls = false;
    QSslConfiguration configuration;
};

const QByteArray kAnswer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: Wed, 25 Nov 2026 12:00:00 GMT\r\n"
                           "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 13\r\n\r\nHello, World!";
const QByteArray kPiece(65536, 'x');
constexpr qsizetype kWaiting = 65536;
constexpr qint64 kReadAhead = 262144;
char buffer[kReadAhead];

class Peer : public QObject
{
public:
    Peer(QTcpSocket *socket, const Settings &settings) : QObject(socket), m_socket(socket), m_settings(settings)
    {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->setReadBufferSize(kReadAhead);
        connect(socket, &QIODevice::readyRead, this, &Peer::read);
        connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
        if (settings.mode == "download"_L1)
            connect(socket, &QIODevice::bytesWritten, this, &Peer::fill);
    }

private:
    void read()
    {
        qint64 size;
        while ((size = m_socket->read(buffer, sizeof buffer)) > 0) {
            if (m_settings.mode == "upload"_L1)
                receive(size);
            else
                for (int heads = countHeads(size); heads > 0; --heads)
                    answer();
        }
        m_socket->flush();
    }

    int countHeads(qint64 size)
    {
        int heads = 0;
        for (const char *at = buffer; at != buffer + size; ++at) {
            m_match = *at == "\r\n\r\n"[m_match] ? m_match + 1 : *at == '\r';
            if (m_match == 4) {
                ++heads;
                m_match = 0;
            }
        }
        return heads;
    }

    void answer()
    {
        if (m_settings.mode != "download"_L1) {
            m_socket->write(kAnswer);
            return;
        }
        m_left = m_settings.size;
        m_socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(m_left) + "\r\n\r\n");
        fill();
    }

    void fill()
    {
        while (m_left > 0 && m_socket->bytesToWrite() < kWaiting) {
            const qsizetype n = qMin<qint64>(m_left, kPiece.size());
            m_socket->write(n == kPiece.size() ? kPiece : kPiece.first(n));
            m_left -= n;
        }
    }

    void receive(qint64 size)
    {
        static constexpr char kEnd[] = "\r\n\r\n";
        if (m_left == 0) {
            const char *end = std::search(buffer, buffer + size, kEnd, kEnd + 4);
            if (end == buffer + size)
                return;
            m_left = m_settings.size + (end + 4 - buffer);
        }
        m_left -= size;
        if (m_left == 0)
            m_socket->write(kAnswer);
    }

    QTcpSocket *m_socket;
    const Settings &m_settings;
    qint64 m_left = 0;
    int m_match = 0;
};

class Listener : public QTcpServer
{
public:
    explicit Listener(const Settings &settings) : m_settings(settings) {}

protected:
    void incomingConnection(qintptr descriptor) override
    {
        QTcpSocket *socket = nullptr;
        if (m_settings.tls) {
            auto *secure = new QSslSocket(this);
            secure->setSslConfiguration(m_settings.configuration);
            secure->setSocketDescriptor(descriptor);
            secure->startServerEncryption();
            socket = secure;
        } else {
            socket = new QTcpSocket(this);
            socket->setSocketDescriptor(descriptor);
        }
        new Peer(socket, m_settings);
    }

private:
    const Settings &m_settings;
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"port"_s, {}, u"n"_s}, {u"mode"_s, {}, u"mode"_s, u"hello"_s}, {u"size"_s, {}, u"bytes"_s, u"1024"_s},
                       {u"cert"_s, {}, u"file"_s}, {u"key"_s, {}, u"file"_s}});
    parser.process(app);
    Settings settings;
    settings.mode = parser.value(u"mode"_s);
    settings.size = parser.value(u"size"_s).toLongLong();
    if (parser.isSet(u"cert"_s)) {
        settings.tls = true;
        settings.configuration = QSslConfiguration::defaultConfiguration();
        settings.configuration.setLocalCertificateChain(QSslCertificate::fromData(contents(parser.value(u"cert"_s))));
        settings.configuration.setPrivateKey(QSslKey(contents(parser.value(u"key"_s)), QSsl::Rsa));
    }
    Listener listener(settings);
    listener.setListenBacklogSize(4096);
    if (!listener.listen(QHostAddress::LocalHost, parser.value(u"port"_s).toUShort()))
        return 1;
    return app.exec();
}
