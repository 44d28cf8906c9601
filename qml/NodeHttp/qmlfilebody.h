// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLFILEBODY_H
#define NODEHTTP_QMLFILEBODY_H

#include <NodeHttp/error.h>

#include <QtCore/qfile.h>
#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlregistration.h>

namespace NodeHttp {

class IncomingMessage;
class OutgoingMessage;

/*!
    A file as a body: its bytes go from disk to message, or from message to disk, without passing through scripts.

    file.pipe(response) sends it and ends the response; request.pipe(file) saves a body. A saved file appears under its
    name when it is complete; until then it is called "name.part". One transfer at a time.
*/
class QmlFileBody : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(FileBody)
    Q_PROPERTY(QString source READ source WRITE setSource NOTIFY sourceChanged)
    Q_PROPERTY(double size READ size NOTIFY sizeChanged)
    Q_PROPERTY(double transferred READ transferred NOTIFY progressChanged)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
    Q_PROPERTY(bool active READ isActive NOTIFY activeChanged)
    Q_PROPERTY(QString errorString READ errorString NOTIFY errorStringChanged)

public:
    explicit QmlFileBody(QObject *parent = nullptr) : QObject(parent) {}
    ~QmlFileBody() override;

    QString source() const { return m_source; }
    void setSource(const QString &source);       //!< A path or a file: URL.
    qint64 size() const;                         //!< Bytes to move; of the file when nothing is moved. -1: not known.
    qint64 transferred() const { return m_transferred; } //!< Bytes moved so far.
    double progress() const;                     //!< From 0 to 1; 0 while the size is not known.
    bool isActive() const { return m_file; }     //!< A transfer goes on.
    QString errorString() const { return m_errorString; } //!< Of the last transfer; empty when it went well.

    //! Sends the file into a ServerResponse or ClientRequest, with its Content-Length, and ends it. Returns that message.
    Q_INVOKABLE QJSValue pipe(const QJSValue &destination, const QJSValue &options = QJSValue());

    bool send(OutgoingMessage *message, bool end = true);
    bool saveFrom(IncomingMessage *message);

Q_SIGNALS:
    void sourceChanged();
    void sizeChanged();
    void progressChanged();
    void activeChanged();
    void errorStringChanged();
    void finished();                                  //!< The last byte was handed to the system, or stands in the file.
    void errorOccurred(const NodeHttp::Error &error); //!< The transfer ended early, or did not begin.

private:
    bool begin(QFile *file, qint64 size);
    void move(qint64 bytes);
    void succeed();
    bool fail(const Error &error);
    void stop();

    QString m_source;
    QString m_errorString;
    QPointer<QFile> m_file;
    qint64 m_size = -1;
    qint64 m_transferred = 0;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLFILEBODY_H
