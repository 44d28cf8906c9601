// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The objects of a scenario: their names, who listens to them, and what an event writes and sets off.

#include "run.h"

#include "tables.h"
#include "text.h"

#include <NodeHttp/ServerResponse>

#include <QtNetwork/qabstractsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

QString Run::kindOf(const QString &name)
{
    qsizetype end = name.size();
    while (end > 0 && name[end - 1].isDigit())
        --end;
    return name.left(end);
}

int Run::numberOf(const QString &name)
{
    return qMax(1, name.mid(kindOf(name).size()).toInt());
}

QString Run::nameOf(const QObject *object) const
{
    const QString name = m_names.value(object);
    return m_objects.value(name) == object ? name : QString(); // another may have had the address before
}

QString Run::resolve(const QString &name, int number) const
{
    return name == u"server" || name.back().isDigit() ? name : name + QString::number(number);
}

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
    const QString shows = kind == u"server" ? u"connection"_s : u"socket"_s; // where sockets get their names
    if ((kind == u"server" || (kind == u"req" && m_scenario.client)) && !events.contains(shows))
        listen(name, shows, true);
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

// Gives \a object, which an event of \a name brought, its name, and says what belongs before it in the transcript.
QString Run::introduce(QObject *object, const QString &name, const QString &event, int *number)
{
    const QString kind = kindOf(name);
    if (event == u"connection" || (event == u"socket" && nameOf(object).isEmpty())) {
        add(u"sock"_s, u"sock%1"_s.arg(++m_counts[u"sock"_s]), object);
        if (auto *socket = qobject_cast<QAbstractSocket *>(object); socket && event == u"connection")
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // small pieces shall not wait for each other
    } else if (auto *message = qobject_cast<IncomingMessage *>(object); message && kind == u"server") {
        message->setDeleteOnClose(false); // scenarios look at messages that have closed
        *number = ++m_counts[u"message"_s];
        add(u"req"_s, u"req%1"_s.arg(*number), message);
        return message->method() + u' ' + escaped(message->url());
    } else if (message && kind == u"req") {
        message->setDeleteOnClose(false);
        add(u"res"_s, u"res%1"_s.arg(*number), message);
        return QString::number(message->statusCode()) + u' ' + quoted(message->statusMessage());
    } else if (auto *answer = qobject_cast<ServerResponse *>(object); answer && kind == u"server") {
        answer->setDeleteOnClose(false);
        add(u"res"_s, u"res%1"_s.arg(*number), answer);
    } else if (event == u"upgrade" || event == u"connect") {
        m_handedOver.append(object);
    }
    return {};
}

void Run::emitted(const QString &name, const QString &event, const QList<Argument> &arguments)
{
    if (m_done)
        return;
    const QString kind = kindOf(name);
    const Listening listening = m_listening.value(name + u' ' + event);
    const int messages = m_counts.value(u"message"_s);
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
        const QString text = introduce(*object, name, event, &number);
        if (!text.isEmpty())
            texts.append(text);
    }
    if (m_counts.value(u"message"_s) > messages)
        count = u"#%1"_s.arg(number);
    const QString detail = listening.shown.value(0);
    for (const Argument &argument : arguments) {
        if (QObject *const *const object = std::get_if<QObject *>(&argument))
            texts.append(nameOf(*object).isEmpty() ? u"?"_s : nameOf(*object));
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
