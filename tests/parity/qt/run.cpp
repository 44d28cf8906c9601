// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "run.h"

#include "arguments.h"
#include "rawpeer.h"
#include "tables.h"
#include "text.h"

#include <QtNetwork/qabstractsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr int kQuietTurns = 12; // turns of the event loop without anything happening
constexpr int kQuietTime = 4;   // and at least so many milliseconds
constexpr int kPatience = 10000;

QString kindOf(const QString &name)
{
    qsizetype end = name.size();
    while (end > 0 && name[end - 1].isDigit())
        --end;
    return name.left(end);
}

int numberOf(const QString &name)
{
    return qMax(1, name.mid(kindOf(name).size()).toInt());
}

} // namespace

Run::Run(const Scenario &scenario, QObject *parent) : QObject(parent), m_scenario(scenario)
{
    connect(&m_turns, &QTimer::timeout, this, &Run::turn);
}

Run::~Run() = default;

int Run::port() const
{
    return m_server->port();
}

void Run::start()
{
    m_server = makeServer(m_scenario.server);
    add(u"server"_s, u"server"_s, m_server.get());
    if (!m_scenario.idle)
        m_server->listen(0, QHostAddress(QHostAddress::LocalHost));
    planSteps();
    m_turns.start(0);
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
    m_peers.clear();
    QTimer::singleShot(0, this, [this] {
        m_server.reset();
        for (const QPointer<QObject> &object : std::as_const(m_objects))
            delete object.data(); // messages, and sockets that were handed over
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

QString Run::resolve(const QString &name, int number) const
{
    return name == u"server" || name.back().isDigit() ? name : name + QString::number(number);
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
    if (kindOf(name) == u"c")
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

void Run::callPeer(const QString &name, const QString &method, const QJsonArray &arguments)
{
    const QString written = arguments.isEmpty() ? QString() : u' ' + formatted(QJsonValue(arguments.at(0)));
    m_lines.append(name + u'.' + method + written);
    auto peer = std::find_if(m_peers.begin(), m_peers.end(), [&](const Peer &one) { return one.name == name; });
    if (peer == m_peers.end()) {
        m_peers.push_back({name, std::make_unique<RawPeer>(port())});
        peer = m_peers.end() - 1;
        if (arguments.at(0).toObject().value("paused"_L1).toBool())
            peer->raw->pauseReading();
    }
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

// --- objects and events ---

void Run::add(const QString &kind, const QString &name, QObject *object)
{
    m_objects.insert(name, object);
    m_names.insert(object, name);
    const QJsonObject &watch = m_scenario.watch;
    const QJsonArray listed = watch.value(watch.contains(name) ? name : kind).toArray();
    QStringList events;
    for (const auto &spec : listed) {
        events.append(spec.toString().section(u'[', 0, 0));
        listen(name, spec.toString(), false);
    }
    for (const QString &key : m_scenario.on.keys()) {
        const QString target = key.section(u' ', 0, 0);
        const QString event = key.section(u' ', 1).section(u'#', 0, 0);
        if ((target == name || target == kind) && !events.contains(event)) {
            events.append(event);
            listen(name, event, true);
        }
    }
    if (kind == u"server" && !events.contains(u"connection"_s))
        listen(name, u"connection"_s, true);
}

// "close[complete,aborted]": the event, and properties to write beside it.
void Run::listen(const QString &name, const QString &spec, bool silent)
{
    const QString event = spec.section(u'[', 0, 0);
    const QString shown = spec.section(u'[', 1).chopped(spec.contains(u'[') ? 1 : 0);
    m_listening.insert(name + u' ' + event, {name, shown.split(u',', Qt::SkipEmptyParts), silent});
    if (!connectEvent(this, object(name), name, event))
        m_lines.append(u"there is no event %1 of %2"_s.arg(event, name));
}

void Run::emitted(const QString &name, const QString &event, const QList<Argument> &arguments)
{
    if (m_done)
        return;
    const QString kind = kindOf(name);
    const Listening listening = m_listening.value(name + u' ' + event);
    int number = numberOf(name);
    QString count;
    const qsizetype at = m_lines.size(); // objects that are new may already say something below
    if (!listening.silent)
        m_lines.append(QString());
    QStringList texts;
    for (const Argument &argument : arguments) {
        QObject *const *const object = std::get_if<QObject *>(&argument);
        if (!object)
            continue;
        if (event == u"connection") {
            add(u"sock"_s, u"sock%1"_s.arg(++m_counts[u"sock"_s]), *object);
        } else if (auto *message = qobject_cast<IncomingMessage *>(*object); message && kind == u"server") {
            message->setDeleteOnClose(false); // scenarios look at messages that have closed
            number = ++m_counts[u"message"_s];
            count = u"#%1"_s.arg(number);
            add(u"req"_s, u"req%1"_s.arg(number), message);
            texts.append(message->method() + u' ' + escaped(message->url()));
        } else if (auto *answer = qobject_cast<ServerResponse *>(*object); answer && kind == u"server") {
            answer->setDeleteOnClose(false);
            add(u"res"_s, u"res%1"_s.arg(number), answer);
        }
    }
    const QString detail = listening.shown.value(0);
    for (const Argument &argument : arguments) {
        if (QObject *const *const object = std::get_if<QObject *>(&argument))
            texts.append(nameOf(*object));
        else if (const Error *error = std::get_if<Error>(&argument))
            texts.append(formatted(*error, detail));
        else
            texts.append(std::get<QString>(argument));
    }
    if (!listening.silent) {
        if (!listening.shown.isEmpty() && detail != u"text" && detail != u"any") // "clientError[text]"
            texts.append(u'[' + state(name, listening.shown) + u']');
        m_lines[at] = (QStringList{name, event} + texts).join(u' ');
    }
    happen(name + u' ' + event);
    const QJsonObject &on = m_scenario.on;
    for (const QString &key : {name + u' ' + event + count, name + u' ' + event, kind + u' ' + event}) {
        if (on.contains(key))
            return calls(on.value(key).toArray(), number);
    }
}

void Run::record(const QString &line, const QString &happened)
{
    if (m_done)
        return;
    m_lines.append(line);
    happen(happened);
}
