// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_PIPE_P_H
#define NODEHTTP_PIPE_P_H

#include <QtCore/qiodevice.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

namespace NodeHttp {

class IncomingMessage;
class OutgoingMessage;

// One running pipe; a child of its source. It ends with the source, with the destination, or with cut().
class Pipe : public QObject
{
    Q_OBJECT
public:
    Pipe(QObject *source, QObject *destination, bool end);

    QObject *destination() const { return m_destination; }
    virtual void cut();

protected:
    QPointer<QObject> m_destination;
    bool m_end;
};

// A received message into another message (Node: req.pipe(res)).
class MessagePipe : public Pipe
{
    Q_OBJECT
public:
    MessagePipe(IncomingMessage *source, OutgoingMessage *destination, bool end);
    void cut() override;
};

// A received message into any device: a file, a socket.
class DevicePipe : public Pipe
{
    Q_OBJECT
public:
    DevicePipe(IncomingMessage *source, QIODevice *destination, bool end);

private:
    bool m_waits = false; // for the device to write what it has
};

// Any device into a message: a file, a process, a socket.
class SourcePipe : public Pipe
{
    Q_OBJECT
public:
    SourcePipe(QIODevice *source, OutgoingMessage *destination, bool end);
    void cut() override;

private:
    void move();

    QIODevice *m_source;
    bool m_moving = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_PIPE_P_H
