// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_COMPOSER_H
#define NODEHTTP_INSPECTOR_COMPOSER_H

#include "inspector/composedrequest.h"
#include "inspector/recorder.h"

#include <NodeHttp/Http>
#include <NodeHttp/TrafficObserver>

#include <QtCore/qfile.h>
#include <QtCore/qmap.h>
#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>

#include <functional>
#include <memory>

namespace NodeHttp::Inspector {

// One composed request on its way, and what came of it. Whoever sent it may delete it; its composer does at last.
class Sending : public QObject
{
    Q_OBJECT
public:
    ~Sending() override;

    quint64 exchange() const { return m_exchange; } // the library's number; TrafficRecorder::numberOf() has the record's
    int status() const { return m_status; }         // 0 until the response's head came
    qint64 received() const { return m_received; }  // bytes of the response's body
    Error error() const { return m_error; }
    bool isGood() const { return m_status != 0 && !m_error; }
    bool isOver() const { return m_isOver; }
    void abort();

Q_SIGNALS:
    void changed();
    void over();

private:
    friend class Composer;
    Sending(const ComposedRequest &request, QObject *parent);
    void start(Agent *agent, quint64 *begun);
    void sendMore();
    void fail(const Error &error);
    void finish();

    const ComposedRequest m_composed;
    QPointer<ClientRequest> m_request;
    QPointer<IncomingMessage> m_response;
    QList<BodyPiece> m_pieces;
    std::unique_ptr<QFile> m_file;                 // the piece that is being read
    QTimer m_patience;                             // with a server that does not know Expect
    Error m_error;
    quint64 m_exchange = 0;
    qint64 m_received = 0;
    int m_status = 0;
    bool m_mayWrite = false;
    bool m_isOver = false;
};

// One request, many times; never more than a few at once. As with Sending, whoever began it may delete it.
class Repetition : public QObject
{
    Q_OBJECT
public:
    int wanted() const { return m_wanted; }
    int begun() const { return m_begun; }
    int done() const { return m_done; }            // ended well, with any status
    int failed() const { return m_failed; }
    int running() const { return m_begun - m_done - m_failed; }
    QMap<int, int> statuses() const { return m_statuses; } // how often each came
    bool isOver() const { return m_wanted == m_done + m_failed; }
    void abort();                                  // begins no more and ends those that run

Q_SIGNALS:
    void changed();
    void over();

private:
    friend class Composer;
    using Sender = std::function<Sending *()>;
    Repetition(Sender sender, int times, int atOnce, QObject *parent);
    void fill();

    const Sender m_sender;
    QList<Sending *> m_running;
    QMap<int, int> m_statuses;
    int m_wanted = 0;
    int m_atOnce = 1;
    int m_begun = 0, m_done = 0, m_failed = 0;
};

// Sends what people write, through agents of its own, so that recorders know whose it is.
class Composer : public QObject, private TrafficObserver
{
    Q_OBJECT
public:
    explicit Composer(TrafficRecorder *recorder = nullptr, QObject *parent = nullptr); // recorded as Origin::Composer
    ~Composer() override;

    // Never null; what cannot be sent ends with an error in the next turn of the event loop.
    Sending *send(const ComposedRequest &request);
    Repetition *repeat(const ComposedRequest &request, int times, int atOnce);
    void forgetConnections();                      // of the agents

private:
    void exchangeBegun(qint64 time, const TrafficExchange &exchange) override;
    Agent *agentFor(const ComposedRequest &request);

    QPointer<TrafficRecorder> m_recorder;
    QHash<QString, Agent *> m_agents;              // by their settings
    quint64 *m_begun = nullptr;                    // where the number of the exchange is wanted that is being made
    Qt::HANDLE m_thread = nullptr;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_COMPOSER_H
