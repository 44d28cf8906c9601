// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef TESTHOST_H
#define TESTHOST_H

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qtemporarydir.h>
#include <QtGui/qguiapplication.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtQml/qqmlregistration.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickwindow.h>

// What QML lacks and suites need: peers that send any bytes, files, and the focus of all windows.

// A client that sends raw bytes, in as many pieces as wanted, and keeps what comes back as Latin-1 text.
class Peer : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Host.peer() makes one.")
    Q_PROPERTY(QString received READ received NOTIFY receivedChanged)
    Q_PROPERTY(bool connected READ isConnected)
    Q_PROPERTY(bool closed READ isClosed NOTIFY closedChanged)

public:
    Peer(int port, QObject *parent) : QObject(parent)
    {
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] {
            m_received += m_socket.readAll();
            Q_EMIT receivedChanged();
        });
        connect(&m_socket, &QTcpSocket::disconnected, this, [this] {
            m_closed = true;
            Q_EMIT closedChanged();
        });
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(port));
    }

    QString received() const { return QString::fromLatin1(m_received); }
    bool isConnected() const { return m_socket.state() == QTcpSocket::ConnectedState; }
    bool isClosed() const { return m_closed; }

    Q_INVOKABLE void send(const QString &latin1) { m_socket.write(latin1.toLatin1()); }
    Q_INVOKABLE void flush() { m_socket.flush(); }
    Q_INVOKABLE void reset() { m_socket.abort(); }
    Q_INVOKABLE void end() { m_socket.disconnectFromHost(); }

Q_SIGNALS:
    void receivedChanged();
    void closedChanged();

private:
    QTcpSocket m_socket;
    QByteArray m_received;
    bool m_closed = false;
};

// Files in a scratch folder, peers, and the focus.
class Host : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(QString scratch READ scratch CONSTANT)
    Q_PROPERTY(QString source READ source CONSTANT)

public:
    QString scratch() const { return m_folder.path(); }
    QString source() const { return QStringLiteral(NODEHTTP_SOURCE_DIR); }

    Q_INVOKABLE Peer *peer(int port) { return new Peer(port, this); } // a parent keeps the collector away
    Q_INVOKABLE QString read(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    Q_INVOKABLE QString folder(const QString &name) const // one of its own in the scratch folder
    {
        const QString path = m_folder.filePath(name);
        return QDir().mkpath(path) ? path : QString();
    }
    // What has the focus, in whichever window: since Qt 6.8 a dialog may be a window of its own.
    Q_INVOKABLE QQuickItem *focusItem() const
    {
        auto *window = qobject_cast<QQuickWindow *>(QGuiApplication::focusWindow());
        return window ? window->activeFocusItem() : nullptr;
    }
    Q_INVOKABLE bool exists(const QString &path) const { return QFile::exists(path); }
    Q_INVOKABLE void write(const QString &path, int size) const
    {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray(size, 'x'));
    }
    Q_INVOKABLE qint64 fileSize(const QString &path) const { return QFileInfo(path).size(); }

private:
    QTemporaryDir m_folder;
};

#endif // TESTHOST_H
