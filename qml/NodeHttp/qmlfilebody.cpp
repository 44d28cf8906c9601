// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "qmlfilebody.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

#include <NodeHttp/incomingmessage.h>
#include <NodeHttp/outgoingmessage.h>

#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>

#include <functional>

using namespace Qt::StringLiterals;

namespace NodeHttp {

namespace {

// A file that tells how much went through it.
class CountedFile : public QFile
{
    Q_OBJECT
public:
    CountedFile(const QString &name, QObject *parent) : QFile(name, parent) {}

Q_SIGNALS:
    void moved(qint64 bytes);

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 read = QFile::readData(data, size);
        if (read > 0)
            Q_EMIT moved(read);
        return read;
    }

    qint64 writeData(const char *data, qint64 size) override
    {
        const qint64 written = QFile::writeData(data, size);
        if (written > 0)
            Q_EMIT moved(written);
        return written;
    }
};

Error fileError(const QFile *file)
{
    const QFileInfo info(file->fileName());
    QString code = u"EIO"_s;
    if (info.exists() ? !info.isReadable() : info.dir().exists() && file->error() == QFile::PermissionsError)
        code = u"EACCES"_s;
    else if (!info.exists())
        code = u"ENOENT"_s;
    return Error(code, file->fileName() + u": "_s + file->errorString()).withSyscall(u"open"_s, file->fileName());
}

} // namespace

QmlFileBody::~QmlFileBody() = default;

void QmlFileBody::setSource(const QString &source)
{
    if (source == m_source)
        return;
    m_source = source;
    Q_EMIT sourceChanged();
    Q_EMIT sizeChanged();
}

qint64 QmlFileBody::size() const
{
    if (m_file || m_source.isEmpty())
        return m_size;
    const QFileInfo info(JsValues::localPath(m_source));
    return info.isFile() ? info.size() : -1;
}

double QmlFileBody::progress() const
{
    if (m_size < 0)
        return 0;
    return m_size == 0 ? 1 : double(m_transferred) / double(m_size);
}

QJSValue QmlFileBody::pipe(const QJSValue &destination, const QJSValue &options)
{
    const QJSValue wish = options.property(u"end"_s);
    if (auto *message = qobject_cast<OutgoingMessage *>(destination.toQObject()))
        send(message, wish.isUndefined() || wish.toBool());
    else
        JsThrow::raise(this, JsThrow::argumentType(JsRealm::of(this), "destination", "a message to send", destination));
    return destination;
}

bool QmlFileBody::begin(QFile *file, qint64 size)
{
    m_file = file;
    m_size = size;
    m_transferred = 0;
    m_errorString.clear();
    connect(static_cast<CountedFile *>(file), &CountedFile::moved, this, &QmlFileBody::move);
    Q_EMIT activeChanged();
    Q_EMIT sizeChanged();
    Q_EMIT progressChanged();
    Q_EMIT errorStringChanged();
    return true;
}

bool QmlFileBody::send(OutgoingMessage *message, bool end)
{
    if (m_file)
        return fail(Error(u"EBUSY"_s, u"This FileBody is in use"_s));
    auto *file = new CountedFile(JsValues::localPath(m_source), message);
    if (!file->open(QIODevice::ReadOnly)) {
        const Error error = fileError(file);
        delete file;
        return fail(error);
    }
    if (end && !message->headersSent() && !message->hasHeader("Content-Length") && !message->hasHeader("Transfer-Encoding"))
        message->setHeader("Content-Length", file->size());
    begin(file, file->size());
    connect(message, &OutgoingMessage::finished, this, &QmlFileBody::succeed);
    connect(message, &OutgoingMessage::closed, this, [this, message] {
        if (m_file)
            fail(message->error() ? message->error() : Error(u"ECONNRESET"_s, u"The connection was closed"_s));
    });
    if (!end)
        connect(message, &OutgoingMessage::unpiped, this, &QmlFileBody::succeed);
    NodeHttp::pipe(file, message, end);
    return true;
}

bool QmlFileBody::saveFrom(IncomingMessage *message)
{
    if (m_file)
        return fail(Error(u"EBUSY"_s, u"This FileBody is in use"_s));
    const QString path = JsValues::localPath(m_source);
    auto *file = new CountedFile(path + u".part"_s, message);
    if (!file->open(QIODevice::WriteOnly)) {
        const Error error = fileError(file);
        delete file;
        return fail(error);
    }
    bool known = false;
    const qint64 size = message->header("content-length").toByteArray().toLongLong(&known);
    begin(file, known ? size : -1);
    message->pipe(file);
    connect(message, &IncomingMessage::ended, this, [this, path] { // after the pipe closed the file
        QFile::remove(path);
        if (!m_file->rename(path))
            fail(fileError(m_file));
        else
            succeed();
    });
    connect(message, &IncomingMessage::closed, this, [this, message] {
        if (!m_file)
            return;
        m_file->remove();
        fail(message->error() ? message->error() : Error(u"ECONNRESET"_s, u"aborted"_s));
    });
    return true;
}

void QmlFileBody::move(qint64 bytes)
{
    m_transferred += bytes;
    Q_EMIT progressChanged();
}

void QmlFileBody::stop()
{
    if (QFile *file = m_file) {
        if (QObject *message = file->parent())
            disconnect(message, nullptr, this, nullptr);
        disconnect(file, nullptr, this, nullptr);
        m_file.clear();
        file->deleteLater();
    }
    Q_EMIT activeChanged();
    Q_EMIT sizeChanged();
}

void QmlFileBody::succeed()
{
    if (!m_file)
        return;
    stop();
    Q_EMIT finished();
}

bool QmlFileBody::fail(const Error &error)
{
    m_errorString = error.message();
    if (error.code() != "EBUSY"_L1)
        stop();
    Q_EMIT errorStringChanged();
    Q_EMIT errorOccurred(error);
    return false;
}

} // namespace NodeHttp

#include "qmlfilebody.moc"
