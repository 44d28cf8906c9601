// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What the pages say about the connection, the times and the end of an exchange.

#include "detaillists.h"

#include "exchangecolumns.h"

#include <QtCore/qcoreapplication.h>

#include <array>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NodeHttp::Inspector::Details)
};

QVariantMap row(const QString &name, const QString &value)
{
    return {{u"name"_s, name}, {u"value"_s, value}, {u"masked"_s, false}};
}

QString endpoint(const QString &address, int port)
{
    if (port < 0)
        return address;
    return (address.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address).arg(port);
}

std::array<qint64, 7> lasting(const ExchangeRecord &record)
{
    const Phases phases = record.phases();
    return {phases.queued, phases.lookup, phases.connect, phases.tls, phases.send, phases.wait, phases.receive};
}

// Node's events as the signals that users connect to.
QString signalOf(const QByteArray &event)
{
    static const QHash<QByteArray, QString> names = {
        {"request", u"requestReceived"_s}, {"response", u"responseReceived"_s}, {"data", u"dataReceived"_s},
        {"end", u"ended"_s}, {"close", u"closed"_s}, {"finish", u"finished"_s}, {"drain", u"drained"_s},
        {"error", u"errorOccurred"_s}, {"aborted", u"aborted"_s}, {"abort", u"aborted"_s}, {"pause", u"paused"_s},
        {"resume", u"resumed"_s}, {"readable", u"readyRead"_s}, {"socket", u"socketAssigned"_s},
        {"timeout", u"timeoutOccurred"_s}, {"continue", u"continueReceived"_s}, {"information", u"informationReceived"_s},
        {"upgrade", u"upgradeReceived"_s}, {"connect", u"connectReceived"_s}, {"checkContinue", u"continueExpected"_s},
        {"checkExpectation", u"expectationReceived"_s}, {"clientError", u"clientErrorOccurred"_s},
        {"pipe", u"piped"_s}, {"unpipe", u"unpiped"_s}, {"prefinish", u"prefinished"_s},
    };
    return names.value(event, QString::fromLatin1(event));
}

} // namespace

QString phaseName(int phase)
{
    switch (phase) {
    case 0: return Words::tr("Queued");
    case 1: return Words::tr("DNS");
    case 2: return Words::tr("Connect");
    case 3: return Words::tr("TLS");
    case 4: return Words::tr("Send");
    case 5: return Words::tr("Wait");
    case 6: return Words::tr("Receive");
    }
    return {};
}

QVariantList phaseRows(const ExchangeRecord &record)
{
    QVariantList rows;
    qint64 at = 0;
    const auto all = lasting(record);
    for (int phase = 0; phase < int(all.size()); ++phase) {
        if (all[size_t(phase)] < 0)
            continue;
        rows.append(QVariantMap{{u"name"_s, phaseName(phase)}, {u"phase"_s, phase}, {u"start"_s, at},
                                {u"lasted"_s, all[size_t(phase)]}, {u"text"_s, durationText(all[size_t(phase)])}});
        at += all[size_t(phase)];
    }
    return rows;
}

QString unfinishedPhase(const ExchangeRecord &record)
{
    if (record.state != State::Failed)
        return {};
    const bool client = record.side == TrafficSide::Client;
    if (client && record.assigned == 0)
        return phaseName(0);
    if (client && !record.reused && record.connected == 0 && record.requestHead.isEmpty())
        return phaseName(2);
    if (client && !record.reused && record.secured == 0 && record.scheme == "https"_L1)
        return phaseName(3);
    if (record.requestEnded == 0)
        return phaseName(4);
    return phaseName(record.responseBegun == 0 ? 5 : 6);
}

// Problems alone do not say it: who wants to accepts them.
static bool wasRefused(const ExchangeRecord &record)
{
    const bool unused = record.side == TrafficSide::Client ? record.secured == 0 && !record.reused : record.requestHead.isEmpty();
    return !record.tlsProblems.isEmpty() && record.state == State::Failed && unused;
}

QVariantList connectionRows(const ExchangeRecord &record)
{
    QVariantList rows;
    if (record.connection != 0) {
        rows.append(row(Words::tr("Connection"), QString::number(record.connection)));
        if (record.position > 0)
            rows.append(row(Words::tr("Exchange on it"), Words::tr("number %1").arg(record.position)));
    }
    if (record.side == TrafficSide::Client)
        rows.append(row(Words::tr("Reused"), record.reused ? Words::tr("yes: it was open before") : Words::tr("no: made for this request")));
    if (!record.localAddress.isEmpty())
        rows.append(row(Words::tr("This end"), endpoint(record.localAddress, record.localPort)));
    if (!record.peerAddress.isEmpty())
        rows.append(row(Words::tr("Other end"), endpoint(record.peerAddress, record.peerPort)));
    QString tls = record.tls.isEmpty() ? Words::tr("none") : record.tls;
    if (wasRefused(record))
        tls += u", "_s + Words::tr("but the certificate was refused");
    rows.append(row(Words::tr("TLS"), tls));
    if (!record.alpn.isEmpty())
        rows.append(row(Words::tr("ALPN"), record.alpn));
    for (const QString &problem : record.tlsProblems)
        rows.append(row(Words::tr("Certificate problem"), problem));
    for (qsizetype i = 0; i < record.certificates.size(); ++i)
        rows.append(row(i == 0 ? Words::tr("Certificate") : Words::tr("Issuer %1").arg(i), record.certificates.at(i)));
    return rows;
}

QVariantList errorRows(const ExchangeRecord &record)
{
    QVariantList rows;
    if (record.errorCode.isEmpty() && record.errorMessage.isEmpty())
        return rows;
    rows.append(row(Words::tr("Error"), record.errorCode));
    rows.append(row(Words::tr("Message"), record.errorMessage));
    if (const QString phase = unfinishedPhase(record); !phase.isEmpty())
        rows.append(row(Words::tr("Phase"), phase));
    if (!record.errorBytes.isEmpty())
        rows.append(row(Words::tr("Offset"), Words::tr("byte %1 of %2").arg(record.errorAt).arg(record.errorBytes.size())));
    return rows;
}

QVariantList pressureRows(const ExchangeRecord &record)
{
    QVariantList rows;
    if (record.highWaterMark == 0)
        return rows;
    rows.append(row(Words::tr("High-water mark"), bytesText(record.highWaterMark)));
    rows.append(row(Words::tr("Most that waited"), bytesText(record.mostWaiting)));
    rows.append(row(Words::tr("Of that in the socket"), bytesText(record.mostInSocket)));
    rows.append(row(Words::tr("Writer paused for"), durationText(record.pausedTime)));
    rows.append(row(Words::tr("Reader paused for"), durationText(record.readerPausedTime)));
    const bool server = record.side == TrafficSide::Server;
    QString slow = Words::tr("neither: nobody had to wait");
    if (record.readerPausedTime > record.pausedTime)
        slow = server ? Words::tr("this server, which reads slowly") : Words::tr("this client, which reads slowly");
    else if (record.pausedTime > 0)
        slow = server ? Words::tr("the client, which reads slowly") : Words::tr("the server, which reads slowly");
    rows.append(row(Words::tr("Slow side"), slow));
    return rows;
}

QVariantList eventRows(const ExchangeRecord &record)
{
    QVariantList rows;
    QHash<quint64, int> threads; // small numbers instead of the system's
    for (const EventRecord &event : record.events) {
        if (!threads.contains(event.thread))
            threads.insert(event.thread, int(threads.size()) + 1);
        QString object = QString::fromLatin1(event.object);
        object = object.mid(object.lastIndexOf(u':') + 1);
        rows.append(QVariantMap{{u"name"_s, QString::fromLatin1(event.name)}, {u"signal"_s, signalOf(event.name)},
                                {u"object"_s, object}, {u"thread"_s, threads.value(event.thread)},
                                {u"at"_s, event.time - record.begun}, {u"text"_s, durationText(qMax<qint64>(0, event.time - record.begun))}});
    }
    return rows;
}

} // namespace NodeHttp::Inspector
