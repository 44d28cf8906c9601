// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "rawserver.h"

#include <QtCore/qfile.h>
#include <QtCore/qpointer.h>
#include <QtCore/qsocketnotifier.h>
#include <QtCore/qtimer.h>

#include <algorithm>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

constexpr int kPause = 20; // ms between two steps: the client's end is in the same event loop and runs before that
constexpr int kBacklog = 512;

} // namespace

RawServer::RawServer(const Script &answer)
{
    if (!answer.isEmpty())
        m_scripts = {answer};
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(fd, reinterpret_cast<sockaddr *>(&address), size);
    ::listen(fd, kBacklog);
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    watch(fd);
}

RawServer::~RawServer()
{
    stopListening();
    for (const Accepted &accepted : m_connections)
        accepted.peer->disconnect(this);
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

bool RawServer::listenOn(const QString &path)
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.toLocal8Bit().constData(), sizeof address.sun_path);
    if (::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(fd, kBacklog) != 0) {
        ::close(fd);
        return false;
    }
    m_path = path;
    watch(fd);
    return true;
}

void RawServer::watch(int descriptor)
{
    m_descriptors.append(descriptor);
    m_notifiers.push_back(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read));
    connect(m_notifiers.back().get(), &QSocketNotifier::activated, this, [this, descriptor] { accept(descriptor); });
}

void RawServer::stopListening()
{
    m_notifiers.clear();
    for (const int descriptor : std::exchange(m_descriptors, {}))
        ::close(descriptor);
}

void RawServer::accept(int descriptor)
{
    while (true) {
        const int fd = ::accept4(descriptor, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0)
            return;
        const size_t index = m_connections.size();
        m_connections.push_back({std::make_unique<RawPeer>(RawPeer::Accepted(fd))});
        RawPeer *peer = m_connections.back().peer.get();
        connect(peer, &RawPeer::receivedMore, this, [this, index] { look(index); });
        if (m_connected)
            m_connected(peer);
    }
}

// Tells every request that is whole by now. A handler may take() what was received; then that is gone.
void RawServer::look(size_t index)
{
    RawPeer *peer = m_connections[index].peer.get();
    while (true) {
        const QByteArray rest = peer->received().mid(m_connections[index].looked);
        const qsizetype end = m_atHead ? (rest.contains("\r\n\r\n") ? rest.size() : -1) : endOfMessage(rest);
        if (end < 0)
            return;
        if (m_atHead)
            peer->disconnect(this);
        m_connections[index].looked += end;
        const int n = m_requests++;
        if (m_handler)
            m_handler(peer, n);
        else if (!m_scripts.isEmpty())
            play(peer, m_scripts.at(std::min<qsizetype>(n, m_scripts.size() - 1)));
    }
}

void RawServer::play(RawPeer *connection, const Script &script)
{
    if (script.isEmpty() || !connection)
        return;
    const QByteArray &step = script.constFirst();
    if (step == Fin)
        connection->halfClose();
    else if (step == Close)
        connection->close();
    else if (step == Reset)
        connection->reset();
    else if (step != Nothing)
        connection->send(step);
    if (script.size() > 1)
        QTimer::singleShot(kPause, connection, [connection, rest = script.mid(1)] { play(connection, rest); });
}

int RawServer::open() const
{
    return int(std::count_if(m_connections.begin(), m_connections.end(), [](const Accepted &accepted) {
        return accepted.peer->isConnected() && !accepted.peer->isClosed();
    }));
}

QByteArray RawServer::received(int i) const
{
    return connection(i) ? connection(i)->received() : QByteArray();
}

QByteArray reply(const QByteArray &body, const QByteArray &headers, const QByteArray &status)
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

qsizetype endOfMessage(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return -1;
    const QByteArray fields = bytes.left(head + 2).toLower();
    qsizetype at = head + 4;
    if (fields.contains("\r\ntransfer-encoding: chunked\r\n")) {
        while (true) {
            const qsizetype lineEnd = bytes.indexOf("\r\n", at);
            if (lineEnd < 0)
                return -1;
            const qsizetype size = bytes.mid(at, lineEnd - at).toLongLong(nullptr, 16);
            at = lineEnd + 2;
            if (size == 0)
                break;
            at += size + 2;
        }
        while (true) { // trailers, and the empty line
            const qsizetype lineEnd = bytes.indexOf("\r\n", at);
            if (lineEnd < 0)
                return -1;
            const bool last = lineEnd == at;
            at = lineEnd + 2;
            if (last)
                return at;
        }
    }
    if (const qsizetype field = fields.indexOf("\r\ncontent-length: "); field >= 0) {
        const qsizetype value = field + 18;
        at += fields.mid(value, fields.indexOf("\r\n", value) - value).trimmed().toLongLong();
    }
    return at <= bytes.size() ? at : -1;
}
