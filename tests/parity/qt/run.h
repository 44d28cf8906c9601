// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_RUN_H
#define PARITY_RUN_H

#include "scenario.h"

#include <NodeHttp/Server>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>

#include <functional>
#include <map>
#include <memory>
#include <variant>
#include <vector>

class RawPeer;
class RawServer;

// One scenario: makes the objects, attaches the listeners the scenario lists, performs its steps one after the other
// and writes down what happens. Between two steps it waits until nothing moves any more. node/run.js does the same.
class Run : public QObject
{
    Q_OBJECT
public:
    // An argument of an event: an object, an error, or text that is ready to be written.
    using Argument = std::variant<QObject *, NodeHttp::Error, QString>;

    explicit Run(const Scenario &scenario, QObject *parent = nullptr);
    ~Run() override;

    void start();
    const Scenario &scenario() const { return m_scenario; }
    QStringList lines() const { return m_lines; }

    // For the tables of calls, events and properties.
    QObject *object(const QString &name) const { return m_objects.value(name); }
    QString nameOf(const QObject *object) const;
    QString resolve(const QString &name, int number) const;
    static QString kindOf(const QString &name);   // "req" of "req2"
    static int numberOf(const QString &name);
    void emitted(const QString &name, const QString &event, const QList<Argument> &arguments);
    void record(const QString &line, const QString &happened);
    void happen(const QString &what);
    int port() const;

Q_SIGNALS:
    void finished();

private:
    struct Listening { QString name; QStringList shown; bool silent = false; };
    struct Peer
    {
        QString name;
        RawPeer *raw; // an accepted one is the host's…
        std::unique_ptr<RawPeer> own; // …others are ours
        qint64 moves = 0;
        bool over = false;
        bool told = false;
    };
    using Unit = std::function<bool()>; // true: done

    void listenAsHost();
    void planSteps();
    void planStep(const QJsonArray &step);
    void turn();
    bool somethingMoved();
    void flushPeers();
    void finish();

    void calls(const QJsonArray &list, int number);
    void call(const QJsonArray &call, int number);
    void make(const QString &what, const QJsonArray &arguments);
    void callPeer(const QString &name, const QString &method, const QJsonArray &arguments);
    void show(const QString &name, const QStringList &properties);
    QString state(const QString &name, const QStringList &properties) const;

    QString introduce(QObject *object, const QString &name, const QString &event, int *number);
    void add(const QString &kind, const QString &name, QObject *object);
    void listen(const QString &name, const QString &spec, bool silent);

    Scenario m_scenario;
    QStringList m_lines;
    std::unique_ptr<NodeHttp::Server> m_server;
    std::unique_ptr<RawServer> m_host;
    QHash<QString, QPointer<QObject>> m_objects;
    QHash<const QObject *, QString> m_names;
    QList<QPointer<QObject>> m_handedOver; // sockets that are ours after 'upgrade' and 'connect'
    QHash<QString, Listening> m_listening; // "req1 end" → what to do with it
    std::vector<Peer> m_peers;
    QMap<QString, int> m_happened;
    QMap<QString, int> m_counts;
    std::vector<Unit> m_units;
    size_t m_unit = 0;
    QTimer m_turns;
    QElapsedTimer m_since;  // nothing moved
    QElapsedTimer m_waited; // since the unit began
    int m_quietTurns = 0;
    qint64 m_moves = 0;
    qint64 m_seen = 0;
    bool m_waiting = false; // for quiet after a unit
    bool m_done = false;
};

#endif // PARITY_RUN_H
