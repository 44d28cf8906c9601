// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef SHOTSTRAFFIC_H
#define SHOTSTRAFFIC_H

#include <NodeHttp/Http>

#include <QtCore/qtemporarydir.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qtcpserver.h>

// Exchanges of every kind that the inspector's pages show: each kind of body, each way to fail.
class ShotsTraffic : public QObject
{
public:
    ShotsTraffic();

    int port() const { return m_server.port(); }
    void askForAll();
    void ask(const QString &method, const QString &path, const QByteArray &type = {}, const QByteArray &body = {});
    void tunnel(const QUrl &proxy);

private:
    void answer(NodeHttp::IncomingMessage *request, NodeHttp::ServerResponse *response);
    NodeHttp::RequestOptions options(const QString &method, const QString &path);
    void send(const NodeHttp::RequestOptions &options, const QByteArray &body = {});
    void upload();
    void askForFailures();

    NodeHttp::Server m_server, m_secure;
    NodeHttp::Agent m_agent;
    QTcpServer m_rude;       // answers what is no HTTP
    QTemporaryDir m_folder;
};

#endif // SHOTSTRAFFIC_H
