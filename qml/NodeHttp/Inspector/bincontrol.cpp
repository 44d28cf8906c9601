// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The bin's page, without its looks.

#include "bincontrol.h"

#include "inspectortools.h"

#include "inspector/binrules.h"

#include <QtCore/qfile.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

BinControl::BinControl(QObject *parent) : QObject(parent), m_rows({"id", "method", "path", "answer", "body"}, this)
{
}

void BinControl::setSession(InspectorSession *session)
{
    if (m_session == session)
        return;
    if (m_session)
        m_session->bin()->server()->disconnect(this);
    m_session = session;
    if (session)
        connect(session->bin()->server(), &Server::listeningChanged, this, &BinControl::listeningChanged);
    apply();
    Q_EMIT sessionChanged();
    Q_EMIT listeningChanged();
}

bool BinControl::isListening() const
{
    return m_session && m_session->bin()->server()->isListening();
}

int BinControl::port() const
{
    return isListening() ? m_session->bin()->server()->port() : 0;
}

QString BinControl::url() const
{
    if (!isListening())
        return {};
    const QHostAddress address(m_session->bin()->server()->address().address);
    const bool any = address == QHostAddress::Any || address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6;
    const QString host = any ? u"127.0.0.1"_s : address.toString();
    return u"http://%1:%2"_s.arg(host.contains(u':') ? u'[' + host + u']' : host, QString::number(port()));
}

void BinControl::say(const QString &problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT problemChanged();
}

void BinControl::apply()
{
    if (!m_session)
        return;
    Bin::Reply reply = m_reply;
    if (!m_type.isEmpty())
        reply.headers.append({"Content-Type", m_type});
    m_session->bin()->setReply(reply);
    m_session->bin()->setRules(m_rules);
    QList<QVariantList> rows;
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        const Bin::Rule &rule = m_rules.at(i);
        QString answer = rule.reply.echo ? tr("echo") : QString::number(rule.reply.status);
        if (rule.reply.delay.count() > 0)
            answer += tr(" after %1 ms").arg(rule.reply.delay.count());
        rows.append({m_ids.at(i), rule.method.isEmpty() ? u"*"_s : rule.method, rule.path.isEmpty() ? u"*"_s : rule.path, answer,
                     QString::fromUtf8(rule.reply.body.left(200)).simplified()});
    }
    m_rows.setRows(rows);
}

void BinControl::setStatus(int status)
{
    if (status < 200 || status > 999 || std::exchange(m_reply.status, status) == status)
        return;
    apply();
    Q_EMIT replyChanged();
}

void BinControl::setDelay(int milliseconds)
{
    const std::chrono::milliseconds delay(qMax(0, milliseconds));
    if (std::exchange(m_reply.delay, delay) == delay)
        return;
    apply();
    Q_EMIT replyChanged();
}

void BinControl::setEcho(bool on)
{
    if (std::exchange(m_reply.echo, on) == on)
        return;
    apply();
    Q_EMIT replyChanged();
}

void BinControl::setContentType(const QString &type)
{
    if (m_type == type)
        return;
    if (const Error error = validateHeaderValue("Content-Type", type); error)
        return say(error.message());
    say({});
    m_type = type;
    apply();
    Q_EMIT replyChanged();
}

void BinControl::setBody(const QString &body)
{
    if (std::exchange(m_reply.body, body.toUtf8()) == body.toUtf8())
        return;
    apply();
    Q_EMIT replyChanged();
}

bool BinControl::start(int port)
{
    if (!m_session)
        return false;
    if (isListening())
        stop();
    const bool good = m_session->startBin(port);
    say(good ? QString() : m_session->bin()->server()->error().message());
    if (good && !m_session->isRecording())
        m_session->setRecording(true);
    return good;
}

void BinControl::stop()
{
    if (!m_session)
        return;
    m_session->bin()->server()->close();
    m_session->bin()->server()->closeIdleConnections();
}

bool BinControl::addRule(const QString &line)
{
    const BinRules read = BinRules::fromLine(line);
    say(read.problem);
    if (!read.isGood())
        return false;
    m_rules += read.rules;
    m_ids.append(++m_lastId);
    apply();
    return true;
}

void BinControl::removeRule(int row)
{
    if (row < 0 || row >= m_rules.size())
        return;
    m_rules.removeAt(row);
    m_ids.removeAt(row);
    apply();
}

void BinControl::moveRule(int row, int to)
{
    if (row < 0 || row >= m_rules.size() || to < 0 || to >= m_rules.size())
        return;
    m_rules.move(row, to);
    m_ids.move(row, to);
    apply();
}

bool BinControl::loadRules(const QUrl &file)
{
    const BinRules read = BinRules::fromFile(localPath(file));
    say(read.problem);
    if (!read.isGood())
        return false;
    m_rules = read.rules;
    m_ids.clear();
    for (qsizetype i = 0; i < m_rules.size(); ++i)
        m_ids.append(++m_lastId);
    apply();
    return true;
}

bool BinControl::saveRules(const QUrl &url)
{
    QFile file(localPath(url));
    const QByteArray json = BinRules::toJson(m_rules);
    const bool good = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.flush();
    say(good ? QString() : file.fileName() + u": "_s + file.errorString());
    return good;
}

} // namespace NodeHttp::Inspector
