// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef CONNECTING_H
#define CONNECTING_H

#include "client/connector_p.h"
#include "stream/tick_p.h"

#include <QtCore/qpointer.h>
#include <QtNetwork/qtcpserver.h>

#include <memory>

// One connection a Connector makes, and what it said about it.
class Connecting : public NodeHttp::ConnectorListener
{
public:
    explicit Connecting(const NodeHttp::RequestOptions &options, bool secure = false,
                        const std::shared_ptr<NodeHttp::SessionCache> &sessions = {}, const QString &name = {})
        : socket(NodeHttp::Connector::open(options, secure, sessions, name)),
          connector(NodeHttp::Connector::of(socket))
    {
        connector->setListener(this);
    }
    ~Connecting()
    {
        if (connector)
            connector->setListener(nullptr);
        delete socket;
    }
    Q_DISABLE_COPY_MOVE(Connecting)

    void connectorReady() override
    {
        insideTurn = insideTurn || NodeHttp::Loop::current()->isInsideTurn();
        ++readies;
        if (onOutcome)
            onOutcome();
    }
    void connectorFailed(const NodeHttp::Error &why) override
    {
        insideTurn = insideTurn || NodeHttp::Loop::current()->isInsideTurn();
        error = why;
        ++failures;
        if (onOutcome)
            onOutcome();
    }

    bool isOver() const { return readies + failures > 0; }
    bool isReady() const { return readies == 1 && failures == 0 && connector->isReady() && !insideTurn; }
    bool hasFailed() const { return readies == 0 && failures == 1 && !insideTurn && error; }
    template <typename Kind>
    Kind *as() const { return qobject_cast<Kind *>(socket.data()); }

    QPointer<QIODevice> socket;
    QPointer<NodeHttp::Connector> connector;
    std::function<void()> onOutcome;
    NodeHttp::Error error;
    int readies = 0;
    int failures = 0;
    bool insideTurn = false;
};

// A TCP server on a free port that accepts and does nothing else.
class Listening : public QTcpServer
{
public:
    explicit Listening(const QHostAddress &address = QHostAddress(QHostAddress::LocalHost)) { listen(address); }
};

inline int closedPort() // nobody listens there: it was free a moment ago
{
    return Listening().serverPort();
}

inline NodeHttp::RequestOptions to(const QString &host, int port)
{
    NodeHttp::RequestOptions options;
    options.hostname = host;
    options.port = port;
    return options;
}

// A look-up that knows the answer; what is no address becomes a null one.
inline NodeHttp::LookupFunction answering(const QStringList &addresses)
{
    return [addresses](const QString &, int, int, const NodeHttp::LookupCallback &callback) {
        QList<QHostAddress> list;
        for (const QString &address : addresses)
            list.append(QHostAddress(address));
        callback({}, list);
    };
}

#endif // CONNECTING_H
