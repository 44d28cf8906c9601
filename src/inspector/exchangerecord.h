// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_EXCHANGERECORD_H
#define NODEHTTP_INSPECTOR_EXCHANGERECORD_H

#include "inspector/bodystore.h"

#include <NodeHttp/trafficevents.h>

#include <QtCore/qstringlist.h>

namespace NodeHttp::Inspector {

// Where an exchange was seen.
enum class Origin : quint8 { Attached, Bin, Proxy, Composer, Imported };
QString originName(Origin origin); // "attached", "bin"…
Origin originFrom(QStringView name);

// How far it got.
enum class State : quint8 { Pending, Complete, Failed, Upgraded };

// One Node event of an exchange.
struct EventRecord
{
    qint64 time = 0;
    const char *name = "";   // Node's
    QByteArray object;       // class of what emitted it
    quint64 thread = 0;      // a number for the thread it was emitted in
};

// The phases of an exchange in nanoseconds; -1: there was none.
struct Phases
{
    qint64 queued = -1, lookup = -1, connect = -1, tls = -1, send = -1, wait = -1, receive = -1;
    qint64 total() const;
};

// One exchange as it was recorded. A value; heads are bytes as on the wire, everything else is derived from them.
struct ExchangeRecord
{
    quint64 number = 0;          // of the table: 1, 2, 3…
    quint64 exchange = 0;        // the library's; 0 when imported
    quint64 connection = 0;
    quint64 peer = 0;            // number of the record of its other end, in the same process
    int position = 0;            // n-th of its connection
    Origin origin = Origin::Attached;
    TrafficSide side = TrafficSide::Client;
    State state = State::Pending;
    bool reused = false;

    QByteArray method;
    QByteArray target;
    QString scheme;
    QString authority;
    QByteArray requestHead, responseHead;
    QByteArray information;      // heads of interim responses, one behind the other
    QByteArray requestTrailers, responseTrailers; // lines
    Body request, response;
    int status = 0;

    qint64 startedAt = 0;        // milliseconds since 1970, UTC
    qint64 begun = 0;            // the rest: nanoseconds of one steady clock; 0: not reached
    qint64 assigned = 0, lookedUp = 0, connected = 0, secured = 0, requestEnded = 0, responseBegun = 0, ended = 0;

    QString localAddress, peerAddress;
    int localPort = -1, peerPort = -1;
    QString tls;                 // "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty without
    QString alpn;                // what the two agreed on
    QStringList certificates;    // of the peer, its own first: "subject, issuer, validity"
    QStringList tlsProblems;     // what is wrong with them, in words
    QString errorCode, errorMessage;
    QByteArray errorBytes;       // of a parse error: the input
    qint64 errorAt = 0;          // ...and where in it
    qint64 tunnelUp = 0, tunnelDown = 0; // bytes through a CONNECT tunnel
    qint64 pausedTime = 0;       // nanoseconds in which the writer was asked to wait
    qint64 mostWaiting = 0;      // the largest writableLength while it was
    qint64 mostInSocket = 0;     // ...and how much of it was in the socket
    qint64 readerPausedTime = 0; // nanoseconds in which the received message was paused
    qint64 highWaterMark = 0;
    QList<EventRecord> events;

    bool isOver() const { return state != State::Pending; }
    QString url() const;         // absolute
    QString host() const;        // without the port, lower case
    int port() const;            // the scheme's unless the authority says one
    QString path() const;        // without query, as sent
    QString query() const;
    QByteArray requestHeader(QByteArrayView name) const;
    QByteArray responseHeader(QByteArrayView name) const;
    QByteArray mimeType() const; // of the response, lower case, without parameters
    QByteArray reason() const;
    qint64 transferred() const { return requestHead.size() + request.size + responseHead.size() + response.size; }
    Phases phases() const;
    qint64 duration() const;     // nanoseconds; -1: it is not over
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_EXCHANGERECORD_H
