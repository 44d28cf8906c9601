// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Moving a body on without holding it: each pipe reads only as fast as its destination takes.

#include "message/pipe_p.h"

#include "message/outgoingmessage_p.h"

#include <NodeHttp/incomingmessage.h>
#include <NodeHttp/outgoingmessage.h>

#include <utility>

namespace NodeHttp {

namespace {

constexpr qint64 kPiece = 65536;
constexpr qint64 kDeviceHighWaterMark = 65536; // bytes a device may have unwritten before its source pauses

} // namespace

Pipe::Pipe(QObject *source, QObject *destination, bool end) : QObject(source), m_destination(destination), m_end(end)
{
    connect(destination, &QObject::destroyed, this, &Pipe::cut);
}

void Pipe::cut()
{
    disconnect(parent(), nullptr, this, nullptr);
    if (m_destination)
        disconnect(m_destination, nullptr, this, nullptr);
    m_destination.clear(); // it stays a child until it is deleted, but is no pipe any more
    deleteLater();
}

MessagePipe::MessagePipe(IncomingMessage *source, OutgoingMessage *destination, bool end)
    : Pipe(source, destination, end)
{
    connect(source, &IncomingMessage::dataReceived, this, [source, destination](const QByteArray &chunk) {
        if (!destination->write(chunk))
            source->pause();
    });
    connect(destination, &OutgoingMessage::drained, this, [source] { source->resume(); });
    connect(destination, &OutgoingMessage::closed, this, [this] { cut(); });
    connect(destination, &OutgoingMessage::finished, this, [this] { cut(); }); // Node takes its pipe apart here
    connect(source, &IncomingMessage::closed, this, [this] { cut(); });
    connect(source, &IncomingMessage::ended, this, [this, destination] {
        if (m_end)
            destination->end();
        else
            cut();
    });
    Q_EMIT OutgoingMessagePrivate::get(destination)->emits("pipe")->piped(source);
    source->resume();
}

void MessagePipe::cut()
{
    auto *destination = qobject_cast<OutgoingMessage *>(m_destination.data());
    Pipe::cut();
    if (destination)
        Q_EMIT OutgoingMessagePrivate::get(destination)->emits("unpipe")->unpiped(qobject_cast<QIODevice *>(parent()));
}

DevicePipe::DevicePipe(IncomingMessage *source, QIODevice *destination, bool end) : Pipe(source, destination, end)
{
    connect(source, &IncomingMessage::dataReceived, this, [this, source, destination](const QByteArray &chunk) {
        if (destination->write(chunk) != chunk.size())
            return source->destroy(Error(QStringLiteral("EIO"), destination->errorString()));
        if (destination->bytesToWrite() >= kDeviceHighWaterMark) {
            m_waits = true;
            source->pause();
        }
    });
    connect(destination, &QIODevice::bytesWritten, this, [this, source, destination] {
        if (destination->bytesToWrite() < kDeviceHighWaterMark && std::exchange(m_waits, false))
            source->resume(); // a pause of the user's own stays
    });
    connect(source, &IncomingMessage::ended, this, [this, destination] {
        if (m_end)
            destination->close();
        cut();
    });
    source->resume();
}

SourcePipe::SourcePipe(QIODevice *source, OutgoingMessage *destination, bool end)
    : Pipe(source, destination, end), m_source(source)
{
    connect(source, &QIODevice::readyRead, this, &SourcePipe::move);
    connect(source, &QIODevice::readChannelFinished, this, &SourcePipe::move);
    connect(destination, &OutgoingMessage::drained, this, &SourcePipe::move);
    connect(destination, &OutgoingMessage::closed, this, [this] { cut(); });
    Q_EMIT OutgoingMessagePrivate::get(destination)->emits("pipe")->piped(source);
    QMetaObject::invokeMethod(this, &SourcePipe::move, Qt::QueuedConnection);
}

void SourcePipe::cut()
{
    auto *destination = qobject_cast<OutgoingMessage *>(m_destination.data());
    Pipe::cut();
    if (destination)
        Q_EMIT OutgoingMessagePrivate::get(destination)->emits("unpipe")->unpiped(m_source);
}

void SourcePipe::move()
{
    auto *destination = qobject_cast<OutgoingMessage *>(m_destination.data());
    if (!destination || m_moving || destination->writableNeedDrain())
        return;
    m_moving = true;
    bool over = false;
    while (m_destination) {
        const QByteArray piece = m_source->read(kPiece);
        if (piece.isEmpty()) {
            // A sequential device that is merely empty says "at end" too; its last word is readChannelFinished().
            const int lastWord = m_source->metaObject()->indexOfSignal("readChannelFinished()");
            const bool finished = sender() == m_source && senderSignalIndex() == lastWord;
            over = m_source->isSequential() ? finished || !m_source->isOpen() : m_source->atEnd();
            break;
        }
        if (!destination->write(piece))
            break;
    }
    m_moving = false;
    if (!over || !m_destination)
        return;
    if (m_end)
        destination->end();
    cut();
}

void pipe(QIODevice *source, OutgoingMessage *destination, bool end)
{
    if (auto *message = qobject_cast<IncomingMessage *>(source))
        new MessagePipe(message, destination, end);
    else
        new SourcePipe(source, destination, end);
}

} // namespace NodeHttp
