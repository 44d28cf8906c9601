// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLSOCKET_H
#define NODEHTTP_QMLSOCKET_H

#include "jsevents_p.h"

#include <NodeHttp/error.h>
#include <NodeHttp/protocol.h>

#include <QtCore/qbasictimer.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qpointer.h>
#include <QtQml/qqmlregistration.h>

#include <deque>
#include <optional>

namespace NodeHttp {

/*!
    A connection as scripts see it: the face of a QIODevice, and its child. Node: net.Socket.

    While a connection belongs to a server or a request, look at it, write() where Node allows it, or terminate() it. Those
    that upgradeReceived() and connectReceived() hand over, and those of Net.connect(), can also be read. They live until
    they are closed, whoever holds them, and are gone after closed().
*/
class QmlSocket : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Socket)
    QML_UNCREATABLE("Sockets come with signals; Net.connect() makes one.")
    Q_PROPERTY(QString remoteAddress READ remoteAddress NOTIFY connected)
    Q_PROPERTY(QString remoteFamily READ remoteFamily NOTIFY connected)
    Q_PROPERTY(int remotePort READ remotePort NOTIFY connected)
    Q_PROPERTY(QString localAddress READ localAddress NOTIFY connected)
    Q_PROPERTY(int localPort READ localPort NOTIFY connected)
    Q_PROPERTY(bool encrypted READ isEncrypted CONSTANT)
    Q_PROPERTY(bool authorized READ isAuthorized CONSTANT)
    Q_PROPERTY(bool connecting READ isConnecting NOTIFY connected)
    Q_PROPERTY(bool readable READ isReadable NOTIFY closed)
    Q_PROPERTY(bool writable READ isWritable NOTIFY closed)
    Q_PROPERTY(bool destroyed READ isDestroyed NOTIFY closed)
    Q_PROPERTY(double bytesRead READ bytesRead)
    Q_PROPERTY(double bytesWritten READ bytesWritten)

public:
    static QmlSocket *of(QIODevice *device);     // made on first use; null for null
    static QmlSocket *adopt(QIODevice *device);  // takes the device over
    QIODevice *release();                        // gives it back, unread from now on
    QIODevice *device() const { return m_device; }

    QString remoteAddress() const;
    QString remoteFamily() const;
    int remotePort() const;
    QString localAddress() const;
    int localPort() const;
    bool isEncrypted() const;
    bool isAuthorized() const;
    bool isConnecting() const;
    bool isReadable() const { return m_device && m_device->isReadable(); }
    bool isWritable() const { return m_device && m_device->isWritable() && !m_ended; }
    bool isDestroyed() const { return m_closed || !m_device || !m_device->isOpen(); }
    qint64 bytesRead() const { return m_bytesRead; }
    qint64 bytesWritten() const { return m_bytesWritten; }

    NODEHTTP_JS_EVENTS(QmlSocket)

    //! False: wait for drained().
    Q_INVOKABLE bool write(const QJSValue &chunk, const QJSValue &encoding = QJSValue(),
                           const QJSValue &callback = QJSValue());
    Q_INVOKABLE NodeHttp::QmlSocket *end(const QJSValue &data = QJSValue(), const QJSValue &encoding = QJSValue(),
                                         const QJSValue &callback = QJSValue());
    Q_INVOKABLE NodeHttp::QmlSocket *terminate(const QJSValue &error = QJSValue()); //!< Node's destroy().
    Q_INVOKABLE NodeHttp::QmlSocket *setEncoding(const QJSValue &encoding = QJSValue());
    Q_INVOKABLE NodeHttp::QmlSocket *pause();
    Q_INVOKABLE NodeHttp::QmlSocket *resume();
    Q_INVOKABLE NodeHttp::QmlSocket *setTimeout(const QJSValue &milliseconds, const QJSValue &callback = QJSValue());
    Q_INVOKABLE NodeHttp::QmlSocket *setNoDelay(bool noDelay = true);
    Q_INVOKABLE NodeHttp::QmlSocket *setKeepAlive(bool enable = true, int initialDelay = 0);
    Q_INVOKABLE NodeHttp::QmlSocket *ref() { return this; }   //!< As in Node; an application runs until it quits.
    Q_INVOKABLE NodeHttp::QmlSocket *unref() { return this; } //!< As in Node; an application runs until it quits.
    Q_INVOKABLE NodeHttp::QmlSocket *pipe(NodeHttp::QmlSocket *destination); //!< Obeys back-pressure; ends it at the end.
    Q_INVOKABLE NodeHttp::QmlSocket *unpipe();

Q_SIGNALS:
    void connected();                                 //!< Node 'connect'.
    void dataReceived(const QVariant &chunk);         //!< Node 'data'. An ArrayBuffer or a string.
    void ended();                                     //!< Node 'end': the peer sends no more.
    void drained();                                   //!< Node 'drain': write() may go on.
    void timeoutOccurred();                           //!< Node 'timeout': idle for too long.
    void errorOccurred(const NodeHttp::Error &error); //!< Node 'error'.
    void closed(bool hadError);                       //!< Node 'close': always last.

protected:
    void connectNotify(const QMetaMethod &signal) override;
    void timerEvent(QTimerEvent *event) override;

private:
    explicit QmlSocket(QIODevice *device);
    bool send(const QJSValue &chunk, const QJSValue &encoding);
    void pump();
    void wrote(qint64 bytes);
    void noteActivity();
    void gone();
    void finish();
    void shutDown();

    QPointer<QIODevice> m_device;
    QPointer<QmlSocket> m_destination;
    std::optional<Encoding> m_encoding;
    std::deque<std::pair<qint64, QJSValue>> m_callbacks; // what has to be written before each runs
    QByteArray m_partial;
    QBasicTimer m_idle;
    int m_idleTime = 0;
    qint64 m_bytesRead = 0;
    qint64 m_bytesWritten = 0;
    qint64 m_queued = 0;
    bool m_adopted = false;
    bool m_flowing = false;
    bool m_needDrain = false;
    bool m_ended = false;
    bool m_gone = false;
    bool m_closed = false;
    bool m_failed = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLSOCKET_H
