// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Streams uploads to disk: PUT or POST /name writes DIR/name, whatever its size, in bounded memory. pipe() reads from
// the client only as fast as the disk takes it; a broken upload leaves nothing behind.

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcryptographichash.h>
#include <QtCore/qdir.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qsavefile.h>
#include <QtCore/qurl.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// The file name a target asks for; empty when it is none that stays inside the folder.
QString fileName(const QString &target)
{
    const QString name = QUrl::fromPercentEncoding(target.section(u'?', 0, 0).mid(1).toUtf8());
    const bool plain = !name.isEmpty() && !name.startsWith(u'.') && !name.contains(u'/') && !name.contains(u'\\')
        && !name.contains(QChar(0));
    return plain ? name : QString();
}

void refuse(ServerResponse *response, int code, const QByteArray &why)
{
    response->writeHead(code, {{"Content-Type", "text/plain"}});
    response->end(why + '\n');
}

void receive(const QDir &folder, IncomingMessage *request, ServerResponse *response)
{
    if (request->method() != "PUT"_L1 && request->method() != "POST"_L1) {
        response->setHeader("Allow", "PUT, POST");
        return refuse(response, 405, "PUT or POST a file to /name");
    }
    const QString name = fileName(request->url());
    if (name.isEmpty())
        return refuse(response, 400, "the path must be one plain file name");

    // QSaveFile writes beside the target and appears only when commit() is called.
    auto *file = new QSaveFile(folder.filePath(name), request);
    if (!file->open(QIODevice::WriteOnly))
        return refuse(response, 500, file->errorString().toUtf8());

    auto hash = std::make_shared<QCryptographicHash>(QCryptographicHash::Sha256);
    QObject::connect(request, &IncomingMessage::dataReceived, file, [hash](const QByteArray &chunk) {
        hash->addData(chunk);
    });
    request->pipe(file, false);
    QObject::connect(request, &IncomingMessage::ended, response, [name, file, hash, response] {
        const qint64 size = file->size();
        if (!file->commit())
            return refuse(response, 500, file->errorString().toUtf8());
        response->writeHead(201, {{"Content-Type", "application/json"}});
        response->end(QJsonDocument(QJsonObject{{u"name"_s, name}, {u"size"_s, size},
                                                {u"sha256"_s, QString::fromLatin1(hash->result().toHex())}})
                          .toJson(QJsonDocument::Compact) + '\n');
    });
    QObject::connect(request, &IncomingMessage::aborted, file, &QSaveFile::cancelWriting);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Example example(u"Stores what is uploaded."_s);
    example.parser.addOption({u"dir"_s, u"Folder for the files."_s, u"folder"_s, u"."_s});
    example.process();
    const QDir folder(example.parser.value(u"dir"_s));
    Server *server = createServer([folder](IncomingMessage *request, ServerResponse *response) {
        receive(folder, request, response);
    }, &app);
    return example.run(server, u"-T README.md"_s, u"/README.md"_s);
}
