// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A face for the QIODevice of a connection. As long as a connection belongs to a message it only looks and writes; what
// was handed over it also reads, and it deletes it when it is closed.

#include "qmlsocket.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

#include <QtCore/qcoreevent.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qsslsocket.h>

using namespace Qt::StringLiterals;

namespace NodeHttp {

namespace {

constexpr qint64 kHighWaterMark = 65536; // bytes that may wait in each direction

QAbstractSocket *tcp(const QPointer<QIODevice> &device)
{
    return qobject_cast<QAbstractSocket *>(device.data());
}

QString text(const QHostAddress &address)
{
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped);
    return mapped ? QHostAddress(v4).toString() : address.toString();
}

// Node's codes for what Qt reports.
Error errorOf(const QAbstractSocket *socket)
{
    QString code = u"EIO"_s;
    switch (socket->error()) {
    case QAbstractSocket::ConnectionRefusedError: code = u"ECONNREFUSED"_s; break;
    case QAbstractSocket::RemoteHostClosedError: code = u"ECONNRESET"_s; break;
    case QAbstractSocket::HostNotFoundError: code = u"ENOTFOUND"_s; break;
    case QAbstractSocket::SocketTimeoutError: code = u"ETIMEDOUT"_s; break;
    case QAbstractSocket::NetworkError: code = u"ENETUNREACH"_s; break;
    default: break;
    }
    return Error(code, socket->errorString());
}

} // namespace

QmlSocket::QmlSocket(QIODevice *device) : QObject(device), m_device(device) {}

QmlSocket *QmlSocket::of(QIODevice *device)
{
    if (!device)
        return nullptr;
    if (auto *face = device->findChild<QmlSocket *>(QString(), Qt::FindDirectChildrenOnly))
        return face;
    return new QmlSocket(device);
}

QmlSocket *QmlSocket::adopt(QIODevice *device)
{
    QmlSocket *face = of(device);
    if (!face || std::exchange(face->m_adopted, true))
        return face;
    connect(device, &QIODevice::readyRead, face, &QmlSocket::pump);
    connect(device, &QIODevice::bytesWritten, face, &QmlSocket::wrote);
    if (auto *socket = qobject_cast<QAbstractSocket *>(device)) {
        socket->setReadBufferSize(kHighWaterMark);
        connect(socket, &QAbstractSocket::connected, face, &QmlSocket::connected);
        connect(socket, &QAbstractSocket::disconnected, face, &QmlSocket::gone);
        connect(socket, &QAbstractSocket::errorOccurred, face, [face, socket](QAbstractSocket::SocketError error) {
            if (error == QAbstractSocket::RemoteHostClosedError)
                return; // its end, which gone() tells
            face->m_failed = true;
            Q_EMIT face->errorOccurred(errorOf(socket));
            if (socket->state() == QAbstractSocket::UnconnectedState)
                face->gone();
        });
    } else if (auto *local = qobject_cast<QLocalSocket *>(device)) {
        local->setReadBufferSize(kHighWaterMark);
        connect(local, &QLocalSocket::disconnected, face, &QmlSocket::gone);
    } else {
        connect(device, &QIODevice::readChannelFinished, face, &QmlSocket::gone);
        connect(device, &QIODevice::aboutToClose, face, &QmlSocket::gone);
    }
    return face;
}

QIODevice *QmlSocket::release()
{
    if (std::exchange(m_adopted, false) && m_device) {
        disconnect(m_device, nullptr, this, nullptr);
        m_device->setParent(nullptr);
        if (QAbstractSocket *socket = tcp(m_device))
            socket->setReadBufferSize(0);
    }
    m_flowing = false;
    return m_device;
}

QString QmlSocket::remoteAddress() const { return tcp(m_device) ? text(tcp(m_device)->peerAddress()) : QString(); }
int QmlSocket::remotePort() const { return tcp(m_device) ? tcp(m_device)->peerPort() : 0; }
QString QmlSocket::localAddress() const { return tcp(m_device) ? text(tcp(m_device)->localAddress()) : QString(); }
int QmlSocket::localPort() const { return tcp(m_device) ? tcp(m_device)->localPort() : 0; }

QString QmlSocket::remoteFamily() const
{
    if (!tcp(m_device))
        return {};
    return remoteAddress().contains(u':') ? u"IPv6"_s : u"IPv4"_s;
}

bool QmlSocket::isConnecting() const
{
    const QAbstractSocket *socket = tcp(m_device);
    return socket && (socket->state() == QAbstractSocket::HostLookupState || socket->state() == QAbstractSocket::ConnectingState);
}

bool QmlSocket::isEncrypted() const
{
#if QT_CONFIG(ssl)
    if (const auto *tls = qobject_cast<QSslSocket *>(m_device.data()))
        return tls->isEncrypted();
#endif
    return false;
}

bool QmlSocket::isAuthorized() const
{
#if QT_CONFIG(ssl)
    if (const auto *tls = qobject_cast<QSslSocket *>(m_device.data()))
        return tls->isEncrypted() && !tls->peerCertificate().isNull() && tls->sslHandshakeErrors().isEmpty();
#endif
    return false;
}

// --- writing ---

bool QmlSocket::send(const QJSValue &chunk, const QJSValue &encoding)
{
    const JsRealm *realm = JsRealm::of(this);
    Encoding how = Encoding::Utf8;
    QByteArray bytes;
    Error error = JsValues::readEncoding(realm, encoding, &how);
    if (!error)
        error = JsValues::readBytes(realm, chunk, how, &bytes);
    if (error)
        return JsThrow::raise(this, error);
    if (!m_device || !m_device->isWritable() || m_ended) {
        Q_EMIT errorOccurred(Error(u"EPIPE"_s, u"This socket has been ended"_s));
        return false;
    }
    m_device->write(bytes);
    m_queued += bytes.size();
    noteActivity();
    return true;
}

bool QmlSocket::write(const QJSValue &chunk, const QJSValue &encoding, const QJSValue &callback)
{
    if (encoding.isCallable())
        return write(chunk, QJSValue(), encoding);
    if (!send(chunk, encoding))
        return false;
    if (callback.isCallable())
        m_callbacks.emplace_back(m_queued, callback);
    m_needDrain = m_device->bytesToWrite() >= kHighWaterMark;
    return !m_needDrain;
}

QmlSocket *QmlSocket::end(const QJSValue &data, const QJSValue &encoding, const QJSValue &callback)
{
    if (data.isCallable())
        return end(QJSValue(), QJSValue(), data);
    if (encoding.isCallable())
        return end(data, QJSValue(), encoding);
    if (!data.isUndefined() && !data.isNull() && !send(data, encoding))
        return this;
    if (callback.isCallable())
        m_callbacks.emplace_back(m_queued, callback);
    m_ended = true;
    shutDown();
    return this;
}

void QmlSocket::shutDown()
{
    if (QAbstractSocket *socket = tcp(m_device)) {
        socket->disconnectFromHost(); // sends what waits first
    } else if (auto *local = qobject_cast<QLocalSocket *>(m_device.data())) {
        local->disconnectFromServer();
    } else if (m_device && m_device->bytesToWrite() == 0) {
        m_device->close(); // otherwise wrote() does it
    }
}

void QmlSocket::wrote(qint64 bytes)
{
    m_bytesWritten += bytes;
    noteActivity();
    const qint64 sent = m_queued - (m_device ? m_device->bytesToWrite() : 0);
    while (!m_callbacks.empty() && m_callbacks.front().first <= sent) {
        const QJSValue callback = m_callbacks.front().second;
        m_callbacks.pop_front();
        JsThrow::callBack(this, callback);
    }
    if (!m_device || m_device->bytesToWrite() > 0)
        return;
    if (std::exchange(m_needDrain, false))
        Q_EMIT drained();
    if (m_ended && !tcp(m_device))
        shutDown();
}

QmlSocket *QmlSocket::terminate(const QJSValue &error)
{
    if (const Error why = JsThrow::fromJs(error)) {
        m_failed = true;
        Q_EMIT errorOccurred(why);
    }
    m_flowing = false;
    if (QAbstractSocket *socket = tcp(m_device))
        socket->abort();
    else if (auto *local = qobject_cast<QLocalSocket *>(m_device.data()))
        local->abort();
    else if (m_device)
        m_device->close();
    if (m_adopted)
        gone();
    return this;
}

// --- reading ---

void QmlSocket::connectNotify(const QMetaMethod &signal)
{
    static const QMetaMethod data = QMetaMethod::fromSignal(&QmlSocket::dataReceived);
    if (signal == data)
        resume();
    QObject::connectNotify(signal);
}

QmlSocket *QmlSocket::setEncoding(const QJSValue &name)
{
    Encoding encoding = Encoding::Utf8;
    if (const Error error = JsValues::readEncoding(JsRealm::of(this), name, &encoding))
        JsThrow::raise(this, error);
    else
        m_encoding = encoding;
    return this;
}

QmlSocket *QmlSocket::pause()
{
    m_flowing = false;
    return this;
}

QmlSocket *QmlSocket::resume()
{
    if (m_adopted && !std::exchange(m_flowing, true))
        QMetaObject::invokeMethod(this, &QmlSocket::pump, Qt::QueuedConnection);
    return this;
}

void QmlSocket::pump()
{
    while (m_flowing && m_device && m_device->bytesAvailable() > 0) {
        if (m_destination && m_destination->m_device && m_destination->m_device->bytesToWrite() >= kHighWaterMark)
            return; // its bytesWritten() calls again
        const QByteArray bytes = m_device->read(kHighWaterMark);
        m_bytesRead += bytes.size();
        noteActivity();
        if (m_destination && m_destination->m_device) {
            m_destination->m_device->write(bytes);
            m_destination->m_queued += bytes.size();
        }
        if (!m_encoding) {
            Q_EMIT dataReceived(JsValues::chunk(bytes, std::nullopt));
            continue;
        }
        m_partial += bytes;
        const qsizetype whole = JsValues::wholeCharacters(m_partial, *m_encoding);
        if (whole > 0)
            Q_EMIT dataReceived(JsValues::decode(std::exchange(m_partial, m_partial.mid(whole)).left(whole), *m_encoding));
    }
    if (m_gone && (!m_device || m_device->bytesAvailable() == 0 || !m_flowing))
        finish();
}

QmlSocket *QmlSocket::pipe(QmlSocket *destination)
{
    if (!destination || !destination->m_device)
        return destination;
    m_destination = destination;
    connect(destination->m_device, &QIODevice::bytesWritten, this, &QmlSocket::pump);
    return resume(), destination;
}

QmlSocket *QmlSocket::unpipe()
{
    if (m_destination && m_destination->m_device)
        disconnect(m_destination->m_device, &QIODevice::bytesWritten, this, &QmlSocket::pump);
    m_destination.clear();
    return pause();
}

void QmlSocket::gone()
{
    if (std::exchange(m_gone, true))
        return;
    // Not from inside the device's own signal: it may be in the middle of closing.
    QMetaObject::invokeMethod(this, &QmlSocket::pump, Qt::QueuedConnection);
}

void QmlSocket::finish()
{
    if (std::exchange(m_closed, true))
        return;
    m_idle.stop();
    if (!m_failed)
        Q_EMIT ended();
    if (m_destination && m_destination != this && !m_destination->m_ended)
        m_destination->end();
    Q_EMIT closed(m_failed);
    if (m_device)
        m_device->deleteLater(); // and this with it
}

// --- options and time ---

QmlSocket *QmlSocket::setTimeout(const QJSValue &milliseconds, const QJSValue &callback)
{
    std::chrono::milliseconds idle{0};
    if (const Error error = JsValues::readMilliseconds(JsRealm::of(this), "msecs", milliseconds, &idle)) {
        JsThrow::raise(this, error);
        return this;
    }
    if (!m_adopted && m_device && m_idleTime == 0) { // of a message: its own traffic counts
        connect(m_device, &QIODevice::readyRead, this, &QmlSocket::noteActivity);
        connect(m_device, &QIODevice::bytesWritten, this, &QmlSocket::noteActivity);
    }
    m_idleTime = int(idle.count());
    if (callback.isCallable())
        connect(this, &QmlSocket::timeoutOccurred, this, [this, callback] { JsThrow::callBack(this, callback); });
    m_idle.stop();
    noteActivity();
    return this;
}

void QmlSocket::noteActivity()
{
    if (m_idleTime > 0)
        m_idle.start(m_idleTime, this);
}

void QmlSocket::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_idle.timerId())
        return;
    m_idle.stop();
    Q_EMIT timeoutOccurred();
}

QmlSocket *QmlSocket::setNoDelay(bool noDelay)
{
    if (QAbstractSocket *socket = tcp(m_device))
        socket->setSocketOption(QAbstractSocket::LowDelayOption, int(noDelay));
    return this;
}

QmlSocket *QmlSocket::setKeepAlive(bool enable, int initialDelay)
{
    Q_UNUSED(initialDelay) // QAbstractSocket has no option for it
    if (QAbstractSocket *socket = tcp(m_device))
        socket->setSocketOption(QAbstractSocket::KeepAliveOption, int(enable));
    return this;
}

} // namespace NodeHttp
