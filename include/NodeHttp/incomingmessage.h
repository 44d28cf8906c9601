// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INCOMINGMESSAGE_H
#define NODEHTTP_INCOMINGMESSAGE_H

#include <NodeHttp/error.h>
#include <NodeHttp/protocol.h>

#include <QtCore/qiodevice.h>
#include <QtCore/qvariant.h>

#include <chrono>
#include <functional>
#include <memory>

namespace NodeHttp {

class IncomingMessagePrivate;
class OutgoingMessage;

/*!
    A message that arrives: the request on a server, the response on a client. Node: http.IncomingMessage.

    The head is complete when you first see the object. The body is a sequential QIODevice: connect to readyRead()
    and read(), or connect to dataReceived() and let it flow. A body nobody reads stops the sender.
    close() means "I have read enough" and keeps the connection; destroy() gives up the connection too.

    The library deletes the message, together with its answer, after both emitted closed(); see deleteOnClose.
*/
class NODEHTTP_EXPORT IncomingMessage : public QIODevice
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IncomingMessage)
    Q_PROPERTY(QString method READ method CONSTANT)
    Q_PROPERTY(QString url READ url CONSTANT)
    Q_PROPERTY(int statusCode READ statusCode CONSTANT)
    Q_PROPERTY(QString statusMessage READ statusMessage CONSTANT)
    Q_PROPERTY(QString httpVersion READ httpVersion CONSTANT)
    Q_PROPERTY(int httpVersionMajor READ httpVersionMajor CONSTANT)
    Q_PROPERTY(int httpVersionMinor READ httpVersionMinor CONSTANT)
    Q_PROPERTY(QVariantMap headers READ headers CONSTANT)
    Q_PROPERTY(QVariantMap headersDistinct READ headersDistinct CONSTANT)
    Q_PROPERTY(QStringList rawHeaders READ rawHeaders CONSTANT)
    Q_PROPERTY(QVariantMap trailers READ trailers NOTIFY completeChanged)
    Q_PROPERTY(QVariantMap trailersDistinct READ trailersDistinct NOTIFY completeChanged)
    Q_PROPERTY(QStringList rawTrailers READ rawTrailers NOTIFY completeChanged)
    Q_PROPERTY(bool complete READ isComplete NOTIFY completeChanged)
    Q_PROPERTY(bool isAborted READ isAborted NOTIFY aborted)
    Q_PROPERTY(bool destroyed READ isDestroyed NOTIFY closed)
    Q_PROPERTY(bool upgrade READ isUpgrade CONSTANT)
    Q_PROPERTY(bool readable READ isStreamReadable NOTIFY closed)
    Q_PROPERTY(bool readableEnded READ isReadableEnded NOTIFY ended)
    Q_PROPERTY(QVariant readableFlowing READ readableFlowing)
    Q_PROPERTY(qint64 readableHighWaterMark READ readableHighWaterMark CONSTANT)
    Q_PROPERTY(qint64 readableLength READ readableLength)
    Q_PROPERTY(QVariant readableEncoding READ readableEncoding)
    Q_PROPERTY(QIODevice *socket READ socket)
    Q_PROPERTY(QIODevice *connection READ connection)
    Q_PROPERTY(bool deleteOnClose READ deletesOnClose WRITE setDeleteOnClose)

public:
    ~IncomingMessage() override;

    QString method() const;                  //!< Empty on a response.
    QString url() const;                     //!< The request target exactly as sent, never decoded.
    int statusCode() const;                  //!< 0 on a request.
    QString statusMessage() const;           //!< Empty on a request.
    QString httpVersion() const;             //!< "1.1" or "1.0".
    int httpVersionMajor() const;            //!< First number of httpVersion().
    int httpVersionMinor() const;            //!< Second number of httpVersion().

    QVariantMap headers() const;             //!< Lower-case names, joined by Node's rules; set-cookie is a list.
    QVariantMap headersDistinct() const;     //!< Lower-case names; every value as a list, nothing dropped.
    QStringList rawHeaders() const;          //!< name, value, name, value…: order, case, duplicates kept.
    QByteArrayView header(QByteArrayView name) const; //!< First value, no allocation; null if absent.
    QVariantMap trailers() const;            //!< As headers(); empty until the message is complete.
    QVariantMap trailersDistinct() const;    //!< As headersDistinct(), for trailers.
    QStringList rawTrailers() const;         //!< As rawHeaders(), for trailers.

    bool isComplete() const;                 //!< The last byte was parsed; it may still wait to be read.
    bool isAborted() const;                  //!< The peer or destroy() ended it before it was read to its end.
    bool isDestroyed() const;                //!< destroy() was called, or the message ended and closed itself.
    bool isUpgrade() const;                  //!< The message asked for an upgrade (or CONNECT) and got it.
    QIODevice *socket() const;               //!< The connection. Never delete it; hold it in a QPointer.
    QIODevice *connection() const;           //!< Node's older name for socket().
    Error error() const;                     //!< The last refused call, or what ended the stream.

    bool isStreamReadable() const;           //!< Node's `readable`: neither ended nor destroyed.
    bool isReadableEnded() const;            //!< ended() was emitted.
    QVariant readableFlowing() const;        //!< null: undecided; true: flowing; false: paused or pulled.
    qint64 readableHighWaterMark() const;    //!< Bytes that may wait here before the sender is stopped. Default 16384.
    qint64 readableLength() const;           //!< Bytes that wait here now; the same as bytesAvailable().
    QVariant readableEncoding() const;       //!< Name of the encoding, or null when chunks are raw bytes.

    void setEncoding(Encoding encoding);     //!< No character is cut in two: an incomplete one waits for its rest.
    void pause();                            //!< Stops dataReceived(). The sender stops once the mark is reached.
    void resume();                           //!< Starts or restarts dataReceived(), on the next tick.
    bool isPaused() const;                   //!< pause() was called and not undone.
    bool unshift(const QByteArray &chunk);   //!< Puts bytes back in front of what waits. False after ended().
    QIODevice *pipe(QIODevice *destination, bool end = true); //!< Sends the body on; obeys back-pressure; closes it.
    OutgoingMessage *pipe(OutgoingMessage *destination, bool end = true); //!< The same into another message.
    void unpipe(QObject *destination = nullptr); //!< Ends one pipe, or all; the stream is paused.
    //! Idle time of the connection after which timeoutOccurred() is emitted; zero turns it off. Negative: refused.
    IncomingMessage *setTimeout(std::chrono::milliseconds idle);
    //! The same, and calls \a callback with timeoutOccurred() as long as \a context lives.
    IncomingMessage *setTimeout(std::chrono::milliseconds idle, const QObject *context, std::function<void()> callback);
    void destroy(const Error &error = {});   //!< Gives up the exchange and its connection.

    bool deletesOnClose() const;             //!< True by default: the library deletes the message.
    void setDeleteOnClose(bool on);          //!< false: the caller deletes the message.

    bool isSequential() const override;      //!< Always true.
    bool atEnd() const override;             //!< Nothing waits now and nothing more will come.
    bool canReadLine() const override;       //!< A whole line waits.
    qint64 bytesAvailable() const override;  //!< Bytes that wait here now.
    void close() override;                   //!< Stops reading; what is left of the body is discarded.

Q_SIGNALS:
    void dataReceived(const QByteArray &chunk);            //!< Node 'data'. A receiver starts the flow.
    void ended();                                          //!< Node 'end': everything was read.
    void aborted();                                        //!< Node 'aborted': the message was cut short.
    void paused();                                         //!< Node 'pause'.
    void resumed();                                        //!< Node 'resume'.
    void timeoutOccurred();                                //!< Node 'timeout': the connection was idle too long.
    void errorOccurred(const NodeHttp::Error &error);      //!< Node 'error': at most once.
    void closed();                                         //!< Node 'close': always last.
    void completeChanged();                                //!< The last byte was parsed; trailers are there.

protected:
    IncomingMessage();                       //!< For classes made by a Server's factory.
    void connectNotify(const QMetaMethod &signal) override;
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    friend class IncomingMessagePrivate;     // the only friend: its own private half
    std::unique_ptr<IncomingMessagePrivate> d;
};

} // namespace NodeHttp

#endif // NODEHTTP_INCOMINGMESSAGE_H
