// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "run.h"

#include "arguments.h"
#include "client.h"
#include "rawserver.h"
#include "tables.h"
#include "text.h"

#include <QtNetwork/qabstractsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr int kQuietTurns = 12; // turns of the event loop without anything happening
constexpr int kQuietTime = 4;   // and at least so many milliseconds
constexpr int kPatience = 10000;

} // namespace

Run::Run(const Scenario &scenario, QObject *parent) : QObject(parent), m_scenario(scenario)
{
    connect(&m_turns, &QTimer::timeout, this, &Run::turn);
}

Run::~Run() = default;

int Run::port() const
{
    return m_host ? m_host->port() : m_server->port();
}

void Run::start()
{
    if (m_scenario.client) {
        listenAsHost();
    } else {
        m_server = makeServer(m_scenario.server);
        add(u"server"_s, u"server"_s, m_server.get());
        if (!m_scenario.idle)
            m_server->listen(0, QHostAddress(QHostAddress::LocalHost));
    }
    planSteps();
    m_turns.start(0);
}

void Run::listenAsHost()
{
    m_host = std::make_unique<RawServer>();
    m_host->onConnect([this](RawPeer *raw) {
        if (m_scenario.paused)
            raw->pauseReading();
        m_peers.push_back({u"s%1"_s.arg(++m_counts[u"s"_s]), raw, {}});
        ++m_moves;
    });
}

// --- steps ---

void Run::planSteps()
{
    if (!m_scenario.idle)
        m_units.push_back({}); // until 'listening' was heard
    for (const auto &step : std::as_const(m_scenario.steps)) {
        planStep(step.toArray());
        m_units.push_back([this] {
            flushPeers();
            return true;
        });
    }
    m_units.push_back([this] {
        for (const Peer &peer : m_peers) {
            if (!peer.over && peer.raw->isConnected())
                m_lines.append(peer.name + u" open"_s);
        }
        finish();
        return true;
    });
}

void Run::planStep(const QJsonArray &step)
{
    const QString name = step.at(0).toString();
    const auto quietly = [this](Unit unit) {
        m_units.push_back(std::move(unit));
        m_units.push_back({}); // an empty unit waits until all is quiet
    };
    if (name == u"wait") {
        quietly([this, step] { return m_waited.hasExpired(step.at(1).toInt()); });
    } else if (name == u"until") {
        const QString what = step.at(1).toString();
        quietly([this, what, count = step.at(2).toInt(1)] {
            if (m_happened.value(what) >= count)
                return true;
            if (!m_waited.hasExpired(kPatience))
                return false;
            m_lines.append(u"until %1: never"_s.arg(what));
            return true;
        });
    } else if (name.endsWith(u".send")) {
        for (qsizetype i = 1; i < step.size(); ++i) {
            quietly([this, list = QJsonArray{QJsonArray{name, step.at(i)}}] {
                calls(list, 1);
                return true;
            });
        }
    } else {
        quietly([this, list = name.isEmpty() ? step : QJsonArray{step}] {
            calls(list, 1);
            return true;
        });
    }
}

void Run::turn()
{
    if (m_waiting) {
        ++m_quietTurns;
        if (somethingMoved()) {
            m_quietTurns = 0;
            m_since.start();
        }
        if (m_quietTurns < kQuietTurns || !m_since.hasExpired(kQuietTime))
            return;
        m_waiting = false;
        m_waited.start();
        ++m_unit;
    }
    if (!m_waited.isValid())
        m_waited.start();
    while (!m_done && m_unit < m_units.size()) {
        const Unit unit = m_units[m_unit];
        if (!unit) {
            m_waiting = true;
            m_quietTurns = 0;
            m_since.start();
            return;
        }
        somethingMoved();
        if (!unit())
            return;
        ++m_unit;
        m_waited.start();
    }
}

bool Run::somethingMoved()
{
    bool busy = false;
    for (Peer &peer : m_peers) {
        const qint64 moves = peer.raw->bytesReceived() + peer.raw->bytesSent();
        busy |= moves != peer.moves;
        peer.moves = moves;
        if (!peer.over && peer.raw->isClosed()) {
            peer.over = true;
            happen(peer.name + (peer.raw->wasReset() ? u" RST"_s : u" FIN"_s));
        }
    }
    return std::exchange(m_seen, m_moves) != m_moves || busy;
}

void Run::flushPeers()
{
    for (Peer &peer : m_peers) {
        m_lines.append(wireLines(peer.name + u" <"_s, peer.raw->take()));
        if (peer.over && !std::exchange(peer.told, true))
            m_lines.append(peer.name + (peer.raw->wasReset() ? u" < RST"_s : u" < FIN"_s));
    }
}

void Run::finish()
{
    m_done = true;
    m_turns.stop();
    for (const QPointer<QObject> &object : std::as_const(m_objects)) {
        if (object)
            object->disconnect(this);
    }
    if (m_host)
        m_lines.replaceInStrings(u':' + QString::number(port()), u":<P>"_s);
    m_peers.clear();
    QTimer::singleShot(0, this, [this] {
        m_host.reset();
        m_server.reset();
        for (auto it = m_objects.cbegin(); it != m_objects.cend(); ++it) {
            if (kindOf(it.key()) != u"sock")
                delete it->data(); // messages and agents
        }
        for (const QPointer<QObject> &socket : std::as_const(m_handedOver))
            delete socket.data();
        Q_EMIT finished();
    });
}

void Run::happen(const QString &what)
{
    ++m_happened[what];
    ++m_moves;
}

// --- calls ---

void Run::calls(const QJsonArray &list, int number)
{
    for (const auto &item : list)
        call(item.toArray(), number);
}

void Run::call(const QJsonArray &call, int number)
{
    const QString target = call.at(0).toString();
    QJsonArray arguments = call;
    arguments.removeFirst();
    const auto texts = [&] {
        QStringList list;
        for (qsizetype i = 1; i < arguments.size(); ++i)
            list.append(arguments.at(i).toString());
        return list;
    };
    if (target == u"note") {
        m_lines.append(u"note "_s + arguments.at(0).toString());
        return;
    }
    if (!kindMadeBy(target).isEmpty())
        return make(target, arguments);
    const QString first = arguments.at(0).toString();
    if (target == u"show" || target == u"set" || target == u"watch") {
        const QString about = resolve(first.section(u'.', 0, 0), number);
        if (!m_objects.contains(about)) {
            m_lines.append(about + u": no such object"_s);
            return;
        }
    }
    if (target == u"show")
        return show(resolve(first, number), texts());
    if (target == u"watch") {
        for (const QString &event : texts())
            listen(resolve(first, number), event, false);
        return;
    }
    if (target == u"set") {
        const QString name = resolve(first.section(u'.', 0, 0), number);
        const QString property = first.section(u'.', 1);
        assignProperty(object(name), property, arguments.at(1));
        m_lines.append(u"%1.%2 = %3"_s.arg(name, property, formatted(QJsonValue(arguments.at(1)))));
        return;
    }
    const QString name = resolve(target.section(u'.', 0, 0), number);
    const QString method = target.section(u'.', 1);
    if (kindOf(name) == u"c" || kindOf(name) == u"s")
        return callPeer(name, method, arguments);
    QStringList written;
    for (const auto &argument : std::as_const(arguments))
        written.append(formatted(QJsonValue(argument)));
    const qsizetype at = m_lines.size(); // what happens inside the call is written behind it
    m_lines.append(u"%1.%2(%3)"_s.arg(name, method, written.join(u", "_s)));
    const QString result = performCall(this, object(name), method, arguments, number);
    m_lines[at] += result;
    ++m_moves;
}

void Run::make(const QString &what, const QJsonArray &arguments)
{
    QStringList written;
    for (const auto &argument : arguments)
        written.append(formatted(QJsonValue(argument)));
    const qsizetype at = m_lines.size();
    m_lines.append(u"%1(%2)"_s.arg(what, written.join(u", "_s)));
    Error error;
    QObject *made = makeObject(this, what, arguments, &error);
    if (made) {
        const QString kind = kindMadeBy(what);
        const QString name = kind + QString::number(++m_counts[kind]);
        m_lines[at] += u" = "_s + name;
        add(kind, name, made);
    } else {
        m_lines[at] += u" ! "_s + formatted(error);
    }
    ++m_moves;
}

void Run::callPeer(const QString &name, const QString &method, const QJsonArray &arguments)
{
    const QString written = arguments.isEmpty() ? QString() : u' ' + formatted(QJsonValue(arguments.at(0)));
    m_lines.append(name + u'.' + method + written);
    auto peer = std::find_if(m_peers.begin(), m_peers.end(), [&](const Peer &one) { return one.name == name; });
    if (peer == m_peers.end()) {
        if (kindOf(name) == u"s") {
            m_lines.last() += u" ! no such connection"_s;
            return;
        }
        auto raw = std::make_unique<RawPeer>(port());
        RawPeer *const own = raw.get();
        m_peers.push_back({name, own, std::move(raw)});
        peer = m_peers.end() - 1;
        if (arguments.at(0).toObject().value("paused"_L1).toBool())
            peer->raw->pauseReading();
    }
    if (!peer->raw->isConnected() && method != u"connect")
        return;
    if (method == u"send")
        peer->raw->send(bytesOf(arguments.at(0)));
    else if (method == u"fin")
        peer->raw->halfClose();
    else if (method == u"destroy")
        peer->raw->close();
    else if (method == u"pause")
        peer->raw->pauseReading();
    else if (method == u"resume")
        peer->raw->resumeReading();
    ++m_moves;
}

void Run::show(const QString &name, const QStringList &properties)
{
    m_lines.append(name + u' ' + state(name, properties));
}

QString Run::state(const QString &name, const QStringList &properties) const
{
    QStringList texts;
    for (const QString &property : properties)
        texts.append(property + u'=' + propertyText(this, object(name), property));
    return texts.join(u' ');
}
