// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The public face of a received message: what its head said, and the QIODevice over its body.

#include <NodeHttp/incomingmessage.h>

#include "core/error_p.h"
#include "message/exchange_p.h"
#include "message/incomingmessage_p.h"
#include "message/pipe_p.h"
#include "stream/connection_p.h"
#include "wire/encoding_p.h"

#include <NodeHttp/outgoingmessage.h>

#include <QtCore/qmetaobject.h>

namespace NodeHttp {

using Flow = IncomingMessagePrivate::Flow;

IncomingMessage::IncomingMessage() : d(std::make_unique<IncomingMessagePrivate>(this))
{
    QIODevice::open(ReadOnly | Unbuffered); // our own buffer is the only one
}

IncomingMessage::~IncomingMessage()
{
    d->cancelTicks();
    d->destroyed = d->closed = true;
    d->connection = nullptr;
    if (d->exchange)
        std::exchange(d->exchange, nullptr)->incomingDeleted();
    d->q = nullptr;
    Loop::current()->bury(d.release());
}

QString IncomingMessage::method() const { return QString::fromLatin1(d->head.method); }
QString IncomingMessage::url() const { return QString::fromLatin1(d->head.url); }
int IncomingMessage::statusCode() const { return d->head.statusCode; }
QString IncomingMessage::statusMessage() const { return QString::fromLatin1(d->head.statusMessage); }
int IncomingMessage::httpVersionMajor() const { return d->head.major; }
int IncomingMessage::httpVersionMinor() const { return d->head.minor; }

QString IncomingMessage::httpVersion() const
{
    return QString::number(d->head.major) + QLatin1Char('.') + QString::number(d->head.minor);
}

QVariantMap IncomingMessage::headers() const
{
    return d->head.headers.joined(d->maxHeadersCount, d->joinDuplicateHeaders);
}

QVariantMap IncomingMessage::headersDistinct() const { return d->head.headers.distinct(d->maxHeadersCount); }
QStringList IncomingMessage::rawHeaders() const { return d->head.headers.raw(d->maxHeadersCount); }
QByteArrayView IncomingMessage::header(QByteArrayView name) const { return d->head.headers.first(name); }

QVariantMap IncomingMessage::trailers() const
{
    return d->trailers.joined(d->maxHeadersCount, d->joinDuplicateHeaders);
}

QVariantMap IncomingMessage::trailersDistinct() const { return d->trailers.distinct(d->maxHeadersCount); }
QStringList IncomingMessage::rawTrailers() const { return d->trailers.raw(d->maxHeadersCount); }

bool IncomingMessage::isComplete() const { return d->finished; }
bool IncomingMessage::isAborted() const { return d->aborted; }
bool IncomingMessage::isDestroyed() const { return d->destroyed; }
bool IncomingMessage::isUpgrade() const { return d->upgrade; }
QIODevice *IncomingMessage::socket() const { return d->socket; }
QIODevice *IncomingMessage::connection() const { return d->socket; }
Error IncomingMessage::error() const { return d->error; }

bool IncomingMessage::isStreamReadable() const { return !d->ended && !d->destroyed; }
bool IncomingMessage::isReadableEnded() const { return d->ended; }
qint64 IncomingMessage::readableHighWaterMark() const { return d->highWaterMark; }
qint64 IncomingMessage::readableLength() const { return bytesAvailable(); }
bool IncomingMessage::isPaused() const { return d->flow == Flow::Paused; }

QVariant IncomingMessage::readableFlowing() const
{
    return d->flow == Flow::Undecided ? QVariant::fromValue(nullptr) : QVariant(d->flow == Flow::Flowing);
}

QVariant IncomingMessage::readableEncoding() const
{
    return d->encoding ? QVariant(encodingName(*d->encoding)) : QVariant::fromValue(nullptr);
}

void IncomingMessage::setEncoding(Encoding encoding)
{
    d->reencode(encoding);
}

void IncomingMessage::pause()
{
    d->pause();
}

void IncomingMessage::resume()
{
    d->resume();
}

bool IncomingMessage::unshift(const QByteArray &chunk)
{
    if (d->ended)
        return d->refuse(Errors::unshiftAfterEnd());
    d->unshift(chunk);
    return true;
}

QIODevice *IncomingMessage::pipe(QIODevice *destination, bool end)
{
    new DevicePipe(this, destination, end);
    return destination;
}

OutgoingMessage *IncomingMessage::pipe(OutgoingMessage *destination, bool end)
{
    new MessagePipe(this, destination, end);
    return destination;
}

void IncomingMessage::unpipe(QObject *destination)
{
    const auto pipes = findChildren<Pipe *>(QString(), Qt::FindDirectChildrenOnly);
    bool found = false;
    for (Pipe *pipe : pipes) {
        if (!pipe->destination() || (destination && pipe->destination() != destination))
            continue;
        found = true;
        pipe->cut();
    }
    if (found)
        pause();
}

IncomingMessage *IncomingMessage::setTimeout(std::chrono::milliseconds idle)
{
    if (idle.count() < 0)
        d->refuse(Errors::outOfRange("msecs", "a non-negative finite number", idle.count())); // S9.24
    else if (d->connection)
        d->connection->setIdleTimeout(idle.count());
    return this;
}

IncomingMessage *IncomingMessage::setTimeout(std::chrono::milliseconds idle, const QObject *context,
                                             std::function<void()> callback)
{
    connect(this, &IncomingMessage::timeoutOccurred, context, std::move(callback));
    return setTimeout(idle);
}

void IncomingMessage::destroy(const Error &error)
{
    d->destroy(error);
}

bool IncomingMessage::deletesOnClose() const { return d->deleteOnClose; }
void IncomingMessage::setDeleteOnClose(bool on) { d->deleteOnClose = on; }

bool IncomingMessage::isSequential() const { return true; }

bool IncomingMessage::atEnd() const
{
    return bytesAvailable() == 0 && (d->finished || d->destroyed);
}

bool IncomingMessage::canReadLine() const
{
    return d->buffer.indexOf('\n') >= 0 || QIODevice::canReadLine();
}

qint64 IncomingMessage::bytesAvailable() const
{
    return d->buffer.size() + QIODevice::bytesAvailable();
}

void IncomingMessage::close()
{
    if (!isOpen())
        return;
    QIODevice::close();
    if (!d->destroyed)
        d->dump();
}

void IncomingMessage::connectNotify(const QMetaMethod &signal)
{
    static const QMetaMethod data = QMetaMethod::fromSignal(&IncomingMessage::dataReceived);
    static const QMetaMethod readable = QMetaMethod::fromSignal(&QIODevice::readyRead);
    if (signal == data && d->flow == Flow::Undecided)
        d->resume();
    else if (signal == readable && d->flow != Flow::Pull)
        d->selectPull();
    QIODevice::connectNotify(signal);
}

qint64 IncomingMessage::readData(char *data, qint64 maxSize)
{
    if (maxSize > 0)
        d->consumed = true;
    const qint64 n = d->buffer.read(data, maxSize);
    if (maxSize > 0 && !d->destroyed)
        d->noteRead();
    if (n == 0 && maxSize > 0 && (d->finished || d->destroyed))
        return -1;
    return n;
}

qint64 IncomingMessage::writeData(const char *, qint64)
{
    return -1; // a received message cannot be written
}

bool IncomingMessagePrivate::hasTimeoutReceiver() const
{
    static const QMetaMethod timeout = QMetaMethod::fromSignal(&IncomingMessage::timeoutOccurred);
    return q->isSignalConnected(timeout);
}

} // namespace NodeHttp
