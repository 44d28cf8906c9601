// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The public face of a message to send: header API, the many forms of write() and end(), state.

#include <NodeHttp/outgoingmessage.h>

#include "core/error_p.h"
#include "message/exchange_p.h"
#include "message/outgoingdevice_p.h"
#include "message/outgoingmessage_p.h"
#include "stream/connection_p.h"
#include "wire/characters_p.h"
#include "wire/encoding_p.h"

#include <QtCore/qmetaobject.h>

namespace NodeHttp {

namespace {

QByteArray lowerCase(const QByteArray &name)
{
    QByteArray lower = name;
    for (char &c : lower)
        c = Characters::toLower(c);
    return lower;
}

} // namespace

OutgoingMessage::OutgoingMessage(QObject *parent) : OutgoingMessage(*new OutgoingMessagePrivate, parent)
{
}

OutgoingMessage::OutgoingMessage(OutgoingMessagePrivate &dd, QObject *parent) : QObject(parent), d(&dd)
{
    d->q = this;
}

OutgoingMessage::~OutgoingMessage()
{
    d->cancelTicks();
    d->connectionGone();
    d->destroyed = d->closed = d->ended = true;
    if (d->exchange)
        std::exchange(d->exchange, nullptr)->outgoingDeleted();
    d->q = nullptr;
    Loop::current()->bury(d.release());
}

// --- headers ---

bool OutgoingMessagePrivate::setHeader(QByteArrayView name, const HeaderValue &value)
{
    if (const Error error = validateHeaderName(name))
        return refuse(error);
    if (const Error error = validateHeaderValue(name, value))
        return refuse(error);
    headers.set(name, value);
    FramingInput &framing = headOptions.framing; // S1.53
    if (framing.removedConnection && Characters::equalIgnoringCase(name, "connection"))
        framing.removedConnection = false;
    else if (framing.removedContentLength && Characters::equalIgnoringCase(name, "content-length"))
        framing.removedContentLength = false;
    else if (framing.removedTransferEncoding && Characters::equalIgnoringCase(name, "transfer-encoding"))
        framing.removedTransferEncoding = false;
    return true;
}

bool OutgoingMessage::setHeader(QByteArrayView name, const HeaderValue &value)
{
    if (d->headBuilt)
        return d->refuse(Errors::headersSent(QLatin1String("set")));
    return d->setHeader(name, value);
}

bool OutgoingMessage::appendHeader(QByteArrayView name, const HeaderValue &value)
{
    if (d->headBuilt)
        return d->refuse(Errors::headersSent(QLatin1String("append")));
    if (!std::as_const(d->headers).find(name))
        return d->setHeader(name, value);
    if (const Error error = validateHeaderValue(name, value))
        return d->refuse(error);
    d->headers.append(name, value);
    return true;
}

bool OutgoingMessage::setHeaders(const HeaderList &headers)
{
    if (d->headBuilt)
        return d->refuse(Errors::headersSent(QLatin1String("set")));
    for (const Header &header : headers) { // all or nothing
        if (const Error error = validateHeaderName(header.name))
            return d->refuse(error);
        if (const Error error = validateHeaderValue(header.name, header.value))
            return d->refuse(error);
    }
    QByteArrayList cookies; // S10.11
    for (const Header &header : headers) {
        if (Characters::equalIgnoringCase(header.name, "set-cookie")) {
            cookies += header.value.toList();
            d->setHeader(header.name, cookies);
        } else {
            d->setHeader(header.name, header.value);
        }
    }
    return true;
}

HeaderValue OutgoingMessage::getHeader(QByteArrayView name) const
{
    const Header *header = std::as_const(d->headers).find(name);
    return header ? header->value : HeaderValue();
}

HeaderList OutgoingMessage::getHeaders() const
{
    HeaderList list;
    for (const Header &header : d->headers)
        list.append({lowerCase(header.name), header.value});
    return list;
}

QByteArrayList OutgoingMessage::getHeaderNames() const
{
    QByteArrayList names;
    for (const Header &header : d->headers)
        names.append(lowerCase(header.name));
    return names;
}

QByteArrayList OutgoingMessage::getRawHeaderNames() const
{
    QByteArrayList names;
    for (const Header &header : d->headers)
        names.append(header.name);
    return names;
}

bool OutgoingMessage::hasHeader(QByteArrayView name) const
{
    return std::as_const(d->headers).find(name);
}

bool OutgoingMessage::removeHeader(QByteArrayView name)
{
    if (d->headBuilt)
        return d->refuse(Errors::headersSent(QLatin1String("remove")));
    d->headers.remove(name);
    if (Characters::equalIgnoringCase(name, "connection"))
        d->headOptions.framing.removedConnection = true;
    else if (Characters::equalIgnoringCase(name, "content-length"))
        d->headOptions.framing.removedContentLength = true;
    else if (Characters::equalIgnoringCase(name, "transfer-encoding"))
        d->headOptions.framing.removedTransferEncoding = true;
    else if (Characters::equalIgnoringCase(name, "date"))
        d->headOptions.sendDate = false; // S1.9
    return true;
}

bool OutgoingMessage::addTrailers(const HeaderList &trailers)
{
    for (const Header &trailer : trailers) { // S1.109
        if (const Error error = validateHeaderName(trailer.name, "Trailer name"))
            return d->refuse(error);
        if (const Error error = validateHeaderValue(trailer.name, trailer.value)) {
            return d->refuse(trailer.value.isUndefined()
                                 ? error : Errors::invalidCharacter("trailer content [\"" + trailer.name + "\"]"));
        }
    }
    d->trailers = trailerLines(trailers, d->uniqueHeaders);
    return true;
}

bool OutgoingMessage::flushHeaders()
{
    if (!d->headBuilt && !d->implicitHead())
        return false;
    if (d->headFlushed)
        return true;
    d->sendHead();
    if (d->connection && d->ownsSocket) // S1.117: now, whatever the caller does next
        d->connection->flush();
    return true;
}

// --- body ---

bool OutgoingMessage::write(const QByteArray &chunk)
{
    return d->write(chunk, nullptr, nullptr);
}

bool OutgoingMessage::write(const char *text)
{
    return text ? d->write(QByteArray(text), nullptr, nullptr) : d->refuse(Errors::nullValues());
}

bool OutgoingMessage::write(const QString &text, Encoding encoding)
{
    return d->write(encodeText(text, encoding), nullptr, nullptr);
}

bool OutgoingMessage::write(const QByteArray &chunk, const QObject *context, Callback callback)
{
    return d->write(chunk, context, &callback);
}

bool OutgoingMessage::end()
{
    return d->end(nullptr, nullptr, nullptr);
}

bool OutgoingMessage::end(const QByteArray &data)
{
    return d->end(&data, nullptr, nullptr);
}

bool OutgoingMessage::end(const char *text)
{
    if (!text)
        return d->end(nullptr, nullptr, nullptr);
    const QByteArray data(text);
    return d->end(&data, nullptr, nullptr);
}

bool OutgoingMessage::end(const QString &text, Encoding encoding)
{
    const QByteArray data = encodeText(text, encoding);
    return d->end(&data, nullptr, nullptr);
}

bool OutgoingMessage::end(const QObject *context, Callback callback)
{
    return d->end(nullptr, context, &callback);
}

bool OutgoingMessage::end(const QByteArray &data, const QObject *context, Callback callback)
{
    return d->end(&data, context, &callback);
}

void OutgoingMessage::cork()
{
    if (d->ended)
        return; // nothing of this message is left to be kept back
    if (d->ownsSocket && d->connection)
        d->connection->cork();
    else
        d->corkEarly();
}

void OutgoingMessage::uncork()
{
    if (d->ownsSocket && d->connection)
        d->uncorkSocket();
    else if (d->corked > 0 && --d->corked == 0 && d->connection)
        d->releaseQueue();
}

void OutgoingMessage::destroy(const Error &error)
{
    d->destroy(error);
}

OutgoingMessage *OutgoingMessage::setTimeout(std::chrono::milliseconds idle)
{
    if (idle.count() < 0)
        d->refuse(Errors::outOfRange("msecs", "a non-negative finite number", idle.count())); // S9.24
    else
        d->setIdleTimeout(idle.count());
    return this;
}

OutgoingMessage *OutgoingMessage::setTimeout(std::chrono::milliseconds idle, const QObject *context,
                                             std::function<void()> callback)
{
    connect(this, &OutgoingMessage::timeoutOccurred, context, std::move(callback));
    return setTimeout(idle);
}

bool OutgoingMessage::pipe(QIODevice *)
{
    d->lastError = Errors::cannotPipe();
    Q_EMIT d->emits("error")->errorOccurred(d->lastError); // S1.133
    return false;
}

QIODevice *OutgoingMessage::device()
{
    if (!d->device)
        d->device = new OutgoingDevice(this);
    return d->device;
}

// --- state ---

bool OutgoingMessage::headersSent() const { return d->headBuilt; }
bool OutgoingMessage::isFinished() const { return d->ended; }
bool OutgoingMessage::isWritable() const { return true; }
bool OutgoingMessage::isWritableEnded() const { return d->ended; }
bool OutgoingMessage::isDestroyed() const { return d->destroyed; }
bool OutgoingMessage::isClosed() const { return d->closed; }
qint64 OutgoingMessage::writableHighWaterMark() const { return d->highWaterMark; }
bool OutgoingMessage::writableNeedDrain() const { return d->needDrain; }
bool OutgoingMessage::writableObjectMode() const { return false; }
bool OutgoingMessage::sendsDate() const { return d->headOptions.sendDate; }
void OutgoingMessage::setSendDate(bool on) { d->headOptions.sendDate = on; }
bool OutgoingMessage::strictContentLength() const { return d->strictContentLength; }
void OutgoingMessage::setStrictContentLength(bool on) { d->strictContentLength = on; }
Error OutgoingMessage::error() const { return d->lastError; }
Error OutgoingMessage::errored() const { return d->destroyError; }
bool OutgoingMessage::deletesOnClose() const { return d->deleteOnClose; }
void OutgoingMessage::setDeleteOnClose(bool on) { d->deleteOnClose = on; }

bool OutgoingMessage::isWritableFinished() const
{
    return d->ended && (d->finished || d->sentBeforeLoss || (d->ownsSocket && d->isSentToSystem()));
}

int OutgoingMessage::writableCorked() const
{
    return d->corked + (d->ownsSocket && d->connection ? d->connection->corkCount() : 0);
}

qint64 OutgoingMessage::writableLength() const
{
    return d->queued + (d->connection && !d->finished ? d->connection->pendingOutput() : 0);
}

QIODevice *OutgoingMessage::socket() const
{
    return d->currentSocket();
}

QIODevice *OutgoingMessage::connection() const
{
    return socket();
}

bool OutgoingMessagePrivate::hasTimeoutReceiver() const
{
    static const QMetaMethod timeout = QMetaMethod::fromSignal(&OutgoingMessage::timeoutOccurred);
    return q->isSignalConnected(timeout);
}

} // namespace NodeHttp
