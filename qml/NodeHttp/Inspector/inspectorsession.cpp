// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What is recorded and under which origin; filter and selection for all pages.

#include "inspectorsession.h"

#include "inspectortools.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qlocale.h>
#include <QtCore/qtranslator.h>
#include <QtQml/qqmlengine.h>

void qml_register_types_NodeHttp_Inspector(); // generated with the module

namespace NodeHttp::Inspector {

namespace {

// Once for the application: its texts are those of the module only, whatever else it has translated.
void loadTexts()
{
    static const bool loaded = [] {
        auto *translator = new QTranslator(QCoreApplication::instance());
        const QString folder = QStringLiteral(":/nodehttp/i18n");
        const bool found = translator->load(QLocale(), QStringLiteral("inspector"), QStringLiteral("_"), folder)
            || translator->load(QStringLiteral("inspector_en"), folder); // for "1 exchange", "2 exchanges"
        return found && QCoreApplication::installTranslator(translator);
    }();
    Q_UNUSED(loaded)
}

} // namespace

InspectorSession::InspectorSession(QObject *parent) : QObject(parent)
{
    loadTexts();
    setOrigin(m_bin.server(), Origin::Bin);
    setOrigin(m_proxy.server(), Origin::Proxy);
    m_recorder.setChooser([this](const TrafficExchange &told) { return choose(told); });
    m_proxy.setTunnelListener([this](IncomingMessage *request, const QByteArray &answer, qint64 up, qint64 down) {
        quint64 exchange = 0;
        {
            const std::lock_guard lock(m_mutex);
            exchange = m_tunnels.value(request);
        }
        m_recorder.setTunnel(exchange, answer, up, down);
    });
    for (Server *server : {m_bin.server(), m_proxy.server()}) {
        connect(server, &Server::listeningChanged, this, &InspectorSession::listeningChanged);
    }
    connect(&m_recorder, &TrafficRecorder::recordOver, this, &InspectorSession::onOver);
    connect(&m_recorder, &TrafficRecorder::recordsAdded, this, &InspectorSession::noteCount);
    connect(&m_recorder, &TrafficRecorder::recordsRemoved, this, &InspectorSession::noteCount);
}

InspectorSession::~InspectorSession()
{
    m_recorder.stop(); // its chooser must not be asked any more
}

void InspectorSession::prepare(QQmlEngine *engine)
{
    qml_register_types_NodeHttp_Inspector();
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
}

// The connections a proxy makes for others are the same exchanges again.
TrafficRecorder::Choice InspectorSession::choose(const TrafficExchange &told)
{
    TrafficRecorder::Choice choice;
    const std::lock_guard lock(m_mutex);
    const auto known = m_origins.constFind(told.owner);
    choice.origin = known == m_origins.cend() ? Origin::Attached : *known;
    choice.recorded = known != m_origins.cend() || (m_attached && told.owner != m_proxy.agent());
    if (choice.recorded && told.method == "CONNECT" && told.owner == m_proxy.server())
        m_tunnels.insert(told.request, told.id);
    return choice;
}

void InspectorSession::onOver(quint64 number)
{
    const qsizetype row = m_recorder.rowOf(number);
    if (row < 0)
        return;
    const std::lock_guard lock(m_mutex);
    if (const QObject *request = m_tunnels.key(m_recorder.at(row).exchange))
        m_tunnels.remove(request);
}

void InspectorSession::setOrigin(const QObject *owner, Origin origin)
{
    const std::lock_guard lock(m_mutex);
    m_origins.insert(owner, origin);
}

void InspectorSession::forgetOrigin(const QObject *owner)
{
    const std::lock_guard lock(m_mutex);
    m_origins.remove(owner);
}

void InspectorSession::setRecording(bool recording)
{
    if (recording == isRecording())
        return;
    if (recording)
        m_recorder.start();
    else
        m_recorder.stop();
    Q_EMIT recordingChanged();
}

bool InspectorSession::isAttached() const
{
    const std::lock_guard lock(m_mutex);
    return m_attached;
}

void InspectorSession::setAttached(bool attached)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_attached, attached) == attached)
            return;
    }
    Q_EMIT attachedChanged();
}

void InspectorSession::setFilterText(const QString &text)
{
    if (text == m_filterText)
        return;
    m_filterText = text;
    const Filter filter = Filter::parse(text);
    m_filterError = filter.error();
    if (!m_filterError)
        m_model.setFilter(filter);
    Q_EMIT filterChanged();
}

void InspectorSession::setSecretsShown(bool shown)
{
    if (std::exchange(m_secretsShown, shown) != shown)
        Q_EMIT secretsShownChanged();
}

void InspectorSession::setRowCap(int cap)
{
    if (cap == rowCap() || cap < 1)
        return;
    m_recorder.setRowCap(cap);
    Q_EMIT rowCapChanged();
}

void InspectorSession::setLimits(const BodyStore::Limits &limits)
{
    m_recorder.bodyStore()->setLimits(limits);
    Q_EMIT limitsChanged();
}

void InspectorSession::setPreviewKiB(int kibibytes)
{
    if (kibibytes == previewKiB() || kibibytes < 0)
        return;
    BodyStore::Limits limits = m_recorder.bodies().limits();
    limits.preview = qint64(kibibytes) << 10;
    setLimits(limits);
}

void InspectorSession::setBodyMiB(int mebibytes)
{
    if (mebibytes == bodyMiB() || mebibytes < 0)
        return;
    BodyStore::Limits limits = m_recorder.bodies().limits();
    limits.body = qint64(mebibytes) << 20;
    setLimits(limits);
}

int InspectorSession::totalMiB() const
{
    const BodyStore::Limits limits = m_recorder.bodies().limits();
    return int((limits.memory + limits.file) >> 20);
}

// Memory takes what it would without a cap, as far as that goes, and the file the rest.
void InspectorSession::setTotalMiB(int mebibytes)
{
    if (mebibytes == totalMiB() || mebibytes < 0)
        return;
    BodyStore::Limits limits = m_recorder.bodies().limits();
    const qint64 total = qint64(mebibytes) << 20;
    limits.memory = qMin(total, BodyStore::Limits().memory);
    limits.file = total - limits.memory;
    setLimits(limits);
}

QVariantMap InspectorSession::bodyUse() const
{
    const BodyStore &bodies = m_recorder.bodies();
    return {{QStringLiteral("memory"), bodies.memoryUsed()}, {QStringLiteral("file"), bodies.fileUsed()},
            {QStringLiteral("notKept"), bodies.bytesNotKept()}};
}

void InspectorSession::setSelected(qint64 number)
{
    if (std::exchange(m_selected, number) != number)
        Q_EMIT selectedChanged();
}

// Rows come in thousands; who shows their count needs it once.
void InspectorSession::noteCount()
{
    if (std::exchange(m_countNoted, true))
        return;
    QMetaObject::invokeMethod(this, [this] {
        m_countNoted = false;
        Q_EMIT countChanged();
    }, Qt::QueuedConnection);
}

void InspectorSession::clear()
{
    m_recorder.clear();
}

void InspectorSession::setProblem(const QString &problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT problemChanged();
}

bool InspectorSession::noteListening(Server *server, bool listens)
{
    setProblem(listens ? QString() : server->error().message());
    return listens;
}

QString InspectorSession::urlOf(const Server *server)
{
    if (!server->isListening())
        return {};
    const QString address = server->address().address;
    return QStringLiteral("http://%1:%2").arg(address.contains(u':') ? u'[' + address + u']' : address).arg(server->port());
}

bool InspectorSession::startBin(int port, const QHostAddress &address)
{
    return noteListening(m_bin.server(), m_bin.server()->isListening() || m_bin.listen(port, address));
}

bool InspectorSession::startProxy(int port, const QHostAddress &address)
{
    return noteListening(m_proxy.server(), m_proxy.server()->isListening() || m_proxy.listen(port, address));
}

double InspectorSession::progress() const
{
    return m_job ? m_job->progress() : 1;
}

HarJob *InspectorSession::startJob()
{
    auto *job = new HarJob(&m_recorder, this);
    m_job = job;
    connect(job, &HarJob::progressed, this, &InspectorSession::progressChanged);
    connect(job, &HarJob::finished, this, [this](int entries, const QString &problem) {
        m_job.clear();
        setProblem(problem);
        Q_EMIT progressChanged();
        Q_EMIT harDone(entries);
    });
    Q_EMIT progressChanged();
    return job;
}

bool InspectorSession::importHar(const QUrl &url)
{
    if (m_job)
        return false;
    startJob()->read(localPath(url));
    return true;
}

bool InspectorSession::exportHar(const QUrl &url, bool onlySelected, bool withSecrets)
{
    if (m_job)
        return false;
    std::vector<quint64> numbers;
    if (onlySelected) {
        numbers.push_back(quint64(m_selected));
    } else {
        for (int row = 0; row < m_model.rowCount(); ++row)
            numbers.push_back(quint64(m_model.numberAt(row)));
    }
    HarWriter::Options options;
    options.withSecrets = withSecrets;
    startJob()->write(localPath(url), numbers, options);
    return true;
}

QVariantMap InspectorSession::completions(const QString &filter, int cursor) const
{
    const Filter::Completion found = Filter::complete(filter, cursor);
    return {{QStringLiteral("candidates"), found.candidates}, {QStringLiteral("at"), int(found.at)},
            {QStringLiteral("size"), int(found.size)}};
}

} // namespace NodeHttp::Inspector
