// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TRAFFICEVENTS_H
#define NODEHTTP_TRAFFICEVENTS_H

#include <NodeHttp/error.h>
#include <NodeHttp/traffichead.h>

#include <QtCore/qlist.h>
#include <QtNetwork/qtnetworkglobal.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslcertificate.h>
#endif

class QIODevice;
class QObject;

// What a TrafficObserver is told, as plain values. Numbers of connections and exchanges are unique in the process and
// never 0. Times are nanoseconds of std::chrono::steady_clock. Pointers may be looked at in the callback, not kept.

namespace NodeHttp {

//! Which end of a connection this process is.
enum class TrafficSide : quint8 {
    Server, //!< It was accepted (or injected).
    Client, //!< It was made for a request.
};

//! What is known of the TLS of a connection; all empty without TLS.
struct TrafficTls
{
    QString protocol;        //!< "TLSv1.3".
    QString cipher;          //!< OpenSSL's name of it.
    QByteArray nextProtocol; //!< What ALPN agreed on.
    QString peerName;        //!< Client: the name the certificate was checked for.
    QStringList problems;    //!< What is wrong with the peer's certificate, in words; also when it was accepted.
#if QT_CONFIG(ssl)
    QList<QSslCertificate> peerCertificates; //!< The peer's first, then its issuers.
#endif
    bool isNull() const { return protocol.isEmpty(); }
};

//! One connection.
struct TrafficConnection
{
    //! What carries it.
    enum class Kind : quint8 { Tcp, Tls, Local, Device };

    quint64 id = 0;
    TrafficSide side = TrafficSide::Server;
    Kind kind = Kind::Tcp;
    QString localAddress;    //!< Empty until it stands, and for a plain device. A path for a local socket.
    int localPort = -1;      //!< With both addresses and ports the two ends of a connection inside a process are found.
    QString peerAddress;
    int peerPort = -1;
    QObject *owner = nullptr;    //!< The Server or Agent; null without one.
    QIODevice *socket = nullptr;
    qint64 lookedUp = 0;     //!< Client: when the addresses were known; 0: there was nothing to look up.
    qint64 connected = 0;    //!< Client: when the connection, or the tunnel, stood.
    qint64 secured = 0;      //!< Client: when the TLS handshake was over.
    TrafficTls tls;
};

//! One request and its response, seen from one end.
struct TrafficExchange
{
    quint64 id = 0;
    TrafficSide side = TrafficSide::Server;
    quint64 connection = 0;  //!< 0 on a client until exchangeAssigned().
    int position = 0;        //!< It is the n-th of its connection, from 1; the same at both ends.
    bool reused = false;     //!< Client: the connection carried others before.
    QByteArray method;       //!< As the request's head says, or will say.
    QByteArray target;       //!< The same for the target.
    QString scheme;          //!< "http" or "https".
    QString authority;       //!< Host and, unless it is the usual one, port: what goes before the target in a URL.
    QObject *owner = nullptr;    //!< The Server or Agent; null without one.
    QObject *request = nullptr;  //!< IncomingMessage on a server, ClientRequest on a client.
    QObject *response = nullptr; //!< ServerResponse on a server; null on a client and on an upgrade.
};

//! One Node event, just before its signal is emitted.
struct TrafficEvent
{
    qint64 time = 0;
    quint64 connection = 0;  //!< 0: it belongs to none.
    quint64 exchange = 0;    //!< 0: it belongs to none.
    const char *name = "";   //!< Node's name: "data", "finish".
    QObject *object = nullptr; //!< What emits it, in the current thread.
};

//! Where bytes wait. Told when a message asks its writer to wait, may go on, or is paused or resumed.
struct TrafficPressure
{
    qint64 time = 0;
    quint64 connection = 0;
    quint64 exchange = 0;
    qint64 highWaterMark = 0;
    qint64 writableLength = 0; //!< Written and not taken by the system: here and in the socket.
    qint64 inSocket = 0;       //!< Of these, what is in the socket.
    qint64 readableLength = 0; //!< Received and not read.
    bool needsDrain = false;   //!< write() answered false, drained() has not come.
    bool isPaused = false;     //!< The received message is paused.
};

//! What happened in an Agent.
struct TrafficPool
{
    //! The kinds of happenings.
    enum class What : quint8 {
        Queued,  //!< A request waits for a connection.
        Opened,  //!< A connection was made, or begins to be.
        Reused,  //!< An idle connection was given to a request.
        Passed,  //!< A connection went from its request to one that waited.
        Idle,    //!< A connection waits for another request.
        Removed, //!< A connection left the pool; reason says why.
    };

    qint64 time = 0;
    What what = What::Queued;
    QObject *agent = nullptr;
    QString name;            //!< Of the group of connections: Agent::getName().
    quint64 connection = 0;
    quint64 exchange = 0;    //!< The request it was done for; 0: none.
    int busy = 0;            //!< Connections of that name with a request, afterwards.
    int idle = 0;            //!< Connections of that name without one.
    int waiting = 0;         //!< Requests of that name in the queue.
    qint64 idleTimeout = 0;  //!< Idle: milliseconds the connection is kept; 0: as long as the server does.
    qint64 serverTimeout = 0; //!< Idle: milliseconds after which the server will close it, as it said; 0: it did not say.
    QString reason;          //!< Removed: "closed by the server", "idle timeout"…
};

} // namespace NodeHttp

#endif // NODEHTTP_TRAFFICEVENTS_H
