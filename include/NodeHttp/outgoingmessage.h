// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_OUTGOINGMESSAGE_H
#define NODEHTTP_OUTGOINGMESSAGE_H

#include <NodeHttp/error.h>
#include <NodeHttp/protocol.h>

#include <QtCore/qiodevice.h>
#include <QtCore/qobject.h>
#include <QtCore/qvariant.h>

#include <chrono>
#include <functional>
#include <memory>

namespace NodeHttp {

class OutgoingMessagePrivate;

/*!
    A message to send: what ServerResponse (and a client's request) have in common. Node: http.OutgoingMessage.

    Calls that Node would refuse by throwing return false, change nothing, and leave the reason in error().
    write() answers "please go on": after false, wait for drained(). The body is framed when the head is built:
    end(data) alone sends Content-Length, write() before end() sends chunks.
*/
class NODEHTTP_EXPORT OutgoingMessage : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutgoingMessage)
    Q_PROPERTY(bool headersSent READ headersSent)
    Q_PROPERTY(bool isFinished READ isFinished)
    Q_PROPERTY(bool writable READ isWritable CONSTANT)
    Q_PROPERTY(bool writableEnded READ isWritableEnded)
    Q_PROPERTY(bool writableFinished READ isWritableFinished NOTIFY finished)
    Q_PROPERTY(int writableCorked READ writableCorked)
    Q_PROPERTY(qint64 writableHighWaterMark READ writableHighWaterMark)
    Q_PROPERTY(qint64 writableLength READ writableLength)
    Q_PROPERTY(bool writableNeedDrain READ writableNeedDrain NOTIFY drained)
    Q_PROPERTY(bool writableObjectMode READ writableObjectMode CONSTANT)
    Q_PROPERTY(bool destroyed READ isDestroyed NOTIFY closed)
    Q_PROPERTY(bool sendDate READ sendsDate WRITE setSendDate)
    Q_PROPERTY(bool strictContentLength READ strictContentLength WRITE setStrictContentLength)
    Q_PROPERTY(QIODevice *socket READ socket)
    Q_PROPERTY(QIODevice *connection READ connection)
    Q_PROPERTY(bool deleteOnClose READ deletesOnClose WRITE setDeleteOnClose)

public:
    //! Called when a write or the whole message was handed to the system; with an Error when that failed.
    using Callback = std::function<void(const Error &error)>;

    //! A message without a connection: its header calls work, write() and end() are refused.
    explicit OutgoingMessage(QObject *parent = nullptr);
    ~OutgoingMessage() override;

    bool setHeader(QByteArrayView name, const HeaderValue &value);    //!< Replaces; keeps the first position.
    bool appendHeader(QByteArrayView name, const HeaderValue &value); //!< Adds one more line to a header.
    bool setHeaders(const HeaderList &headers);  //!< setHeader() for each; Set-Cookie entries are gathered.
    HeaderValue getHeader(QByteArrayView name) const; //!< As it was set; undefined if absent.
    HeaderList getHeaders() const;               //!< Lower-case names and values, in order.
    QByteArrayList getHeaderNames() const;       //!< Lower-case names, in order.
    QByteArrayList getRawHeaderNames() const;    //!< Names as they were set, in order.
    bool hasHeader(QByteArrayView name) const;   //!< Case does not matter.
    bool removeHeader(QByteArrayView name);      //!< Also keeps the automatic header of that name away.
    bool addTrailers(const HeaderList &trailers); //!< Replaces all trailers; they are sent with a chunked body only.
    bool flushHeaders();                         //!< Sends the head now. Idempotent.

    //! Sends \a chunk; builds the head first if need be. False: refused, or wait for drained().
    bool write(const QByteArray &chunk);
    bool write(const char *text);                            //!< Zero-terminated; nullptr is refused.
    bool write(const QString &text, Encoding encoding = Encoding::Utf8); //!< Encodes, then sends.
    //! As write(chunk); \a callback runs when the system took the bytes, unless \a context is gone.
    bool write(const QByteArray &chunk, const QObject *context, Callback callback);

    bool end();                                              //!< Completes the message.
    bool end(const QByteArray &data);                        //!< write(data) and end(); alone it sends Content-Length.
    bool end(const char *text);                              //!< Zero-terminated.
    bool end(const QString &text, Encoding encoding = Encoding::Utf8); //!< Encodes, then ends.
    bool end(const QObject *context, Callback callback);     //!< \a callback runs with finished().
    bool end(const QByteArray &data, const QObject *context, Callback callback); //!< Both.

    void cork();                                 //!< Keeps writes back until uncork(), one call for each cork().
    void uncork();                               //!< Undoes one cork(); the last one sends what was kept.
    void destroy(const Error &error = {});       //!< Gives up the message and its connection.
    //! Idle time of the connection after which timeoutOccurred() is emitted; zero turns it off. Negative: refused.
    OutgoingMessage *setTimeout(std::chrono::milliseconds idle);
    //! The same, and calls \a callback with timeoutOccurred() as long as \a context lives.
    OutgoingMessage *setTimeout(std::chrono::milliseconds idle, const QObject *context, std::function<void()> callback);
    bool pipe(QIODevice *destination = nullptr); //!< Always refused: a message to send cannot be read.
    //! A write-only device over this message, made on first use, owned by it: for QTextStream and its like.
    QIODevice *device();

    bool headersSent() const;          //!< The head was built; headers can no longer change.
    bool isFinished() const;           //!< end() was called (Node's deprecated `finished`).
    bool isWritable() const;           //!< Always true, as in Node.
    bool isWritableEnded() const;      //!< end() was called.
    bool isWritableFinished() const;   //!< Ended, and the system took every byte.
    bool isDestroyed() const;          //!< destroy() was called, or the message closed.
    bool isClosed() const;             //!< closed() was emitted.
    int writableCorked() const;        //!< cork() calls not undone yet.
    qint64 writableHighWaterMark() const; //!< Bytes that may wait before write() answers false. Default 16384.
    qint64 writableLength() const;     //!< Bytes that wait: here and in the socket.
    bool writableNeedDrain() const;    //!< write() answered false and drained() has not come yet.
    bool writableObjectMode() const;   //!< Always false.
    bool sendsDate() const;            //!< A Date header is added. Default true on a ServerResponse, else false.
    void setSendDate(bool on);
    bool strictContentLength() const;  //!< A body that differs from Content-Length is refused. Default false.
    void setStrictContentLength(bool on);
    QIODevice *socket() const;         //!< The connection while this message owns it, else null.
    QIODevice *connection() const;     //!< Node's older name for socket().
    Error error() const;               //!< The last refused call, or what ended the message.
    Error errored() const;             //!< What destroy() was given, if anything.

    bool deletesOnClose() const;       //!< True by default: the library deletes the message.
    void setDeleteOnClose(bool on);    //!< false: the caller deletes the message.

Q_SIGNALS:
    void prefinished();                                //!< Node 'prefinish': everything was handed to the connection.
    void finished();                                   //!< Node 'finish': the system took every byte.
    void drained();                                    //!< Node 'drain': write() may go on.
    void socketAssigned(QIODevice *socket);            //!< Node 'socket': the message now owns the connection.
    void piped(QIODevice *source);                     //!< Node 'pipe'.
    void unpiped(QIODevice *source);                   //!< Node 'unpipe'.
    void timeoutOccurred();                            //!< Node 'timeout': the connection was idle too long.
    void errorOccurred(const NodeHttp::Error &error);  //!< Node 'error'.
    void closed();                                     //!< Node 'close': always last, at most once.

protected:
    explicit OutgoingMessage(OutgoingMessagePrivate &dd, QObject *parent = nullptr);
    std::unique_ptr<OutgoingMessagePrivate> d;

private:
    friend class OutgoingMessagePrivate; // the only friend: its own private half
};

/*!
    Sends everything \a source has, now and later, into \a destination and then ends it, unless \a end is false.
    Obeys back-pressure: it reads only while write() answers true. Node: source.pipe(destination).
    Neither object is owned; the pipe ends with the first of them.
*/
NODEHTTP_EXPORT void pipe(QIODevice *source, OutgoingMessage *destination, bool end = true);

} // namespace NodeHttp

#endif // NODEHTTP_OUTGOINGMESSAGE_H
