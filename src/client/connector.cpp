// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From a name to a connection: look-up, addresses one after another, proxies, and the limits on all of it. What TLS adds
// is in connectortls.cpp.

#include "client/connectorplan_p.h"

#include "client/connecterrors_p.h"
#include "client/requestoptions_p.h"
#include "core/error_p.h"
#include "stream/sockets_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qtcpsocket.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslsocket.h>
#endif

#ifdef Q_OS_UNIX
#include <sys/un.h>
#endif

namespace NodeHttp {

namespace {

qint64 steadyNow()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

bool isIPv4(const QHostAddress &address) { return address.protocol() == QAbstractSocket::IPv4Protocol; }

// What the family and the hints leave of the system's answer.
QList<QHostAddress> selected(const QList<QHostAddress> &found, int family, int hints)
{
    if (family != 4 && family != 6)
        return found;
    QList<QHostAddress> four, six;
    for (const QHostAddress &address : found)
        (isIPv4(address) ? four : six).append(address);
    if (family == 4)
        return four;
    if (!(hints & V4Mapped) || (!six.isEmpty() && !(hints & AllAddresses)))
        return six;
    for (const QHostAddress &address : std::as_const(four))
        six.append(QHostAddress(address.toIPv6Address()));
    return six;
}

QAbstractSocket *asNetwork(QIODevice *socket) { return qobject_cast<QAbstractSocket *>(socket); }

} // namespace

Connector::Connector(QIODevice *socket, const RequestOptions &options, bool secure)
    : QObject(socket), m_socket(socket), m_network(asNetwork(socket)), m_plan(new Plan)
{
    m_plan->options = options;
    m_plan->secure = secure;
    m_plan->host = targetHost(options);
    if (m_plan->host.startsWith(QLatin1Char('[')) && m_plan->host.endsWith(QLatin1Char(']')))
        m_plan->host = m_plan->host.mid(1, m_plan->host.size() - 2);
    m_plan->port = targetPort(options, secure);
    listen(); // before anybody else can
    armPhase(options.timeouts.connect);
    wake(Step::Begin); // users get to know the socket before it does anything (S5.28)
}

Connector::~Connector()
{
    if (m_plan && m_plan->lookupId >= 0)
        QHostInfo::abortHostLookup(m_plan->lookupId);
}

QIODevice *Connector::open(const RequestOptions &options, bool secure, const std::weak_ptr<SessionCache> &sessions,
                           const QString &name)
{
    QIODevice *socket = nullptr;
    if (!options.socketPath.isEmpty())
        socket = new QLocalSocket;
#if QT_CONFIG(ssl)
    else if (secure)
        socket = new QSslSocket;
#endif
    else
        socket = new QTcpSocket;
    auto *const connector = new Connector(socket, options, secure);
    if (secure) {
        connector->m_sessions = sessions;
        connector->m_sessionName = name;
    }
    return socket;
}

Connector *Connector::of(QIODevice *socket)
{
    for (QObject *child : socket->children()) {
        if (auto *connector = dynamic_cast<Connector *>(child))
            return connector;
    }
    return nullptr;
}

void Connector::setListener(ConnectorListener *listener)
{
    m_listener = listener;
    if (listener && m_step == Step::Failed && !m_failureTold)
        wake(Step::Failed);
}

// Steps that a call from a user or a turn of the library leads to are taken from an event of their own.
void Connector::wake(Step step)
{
    m_step = step;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool Connector::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    switch (m_step) {
    case Step::Begin:
        begin();
        break;
    case Step::Next:
        connectNext();
        break;
    case Step::Failing:
        fail(m_failure);
        break;
    case Step::Failed:
        tellFailure();
        break;
    case Step::LookUp: // an event that a failure overtook
    case Step::Bind:
    case Step::Connect:
    case Step::Secure:
    case Step::Ready:
        break;
    }
    return true;
}

void Connector::listen()
{
    whenGivenUp(m_socket, this, [this] {
        if (m_step == Step::Connect)
            fail(Errors::socketHangUp());
    });
    if (m_network) {
        connect(m_network, &QAbstractSocket::connected, this, &Connector::onConnected);
        connect(m_network, &QAbstractSocket::errorOccurred, this, &Connector::onError);
#if QT_CONFIG(ssl)
        listenTls();
#endif
        return;
    }
    auto *const local = static_cast<QLocalSocket *>(m_socket);
    connect(local, &QLocalSocket::connected, this, &Connector::onConnected);
    connect(local, &QLocalSocket::errorOccurred, this, &Connector::onLocalError);
}

// --- the name ---

void Connector::begin()
{
    if (!m_network) {
        if (m_plan->secure)
            return fail(Errors::invalidProperty("socketPath", "cannot be used with TLS"));
        m_step = Step::Connect;
        QString path = m_plan->options.socketPath;
#ifdef Q_OS_UNIX
        path = QFileInfo(path).absoluteFilePath(); // Qt would look for it among the temporary files
        if (size_t(QFile::encodeName(path).size()) >= sizeof(sockaddr_un::sun_path))
            return fail(Errors::cannotConnect(QLocalSocket::UnknownSocketError, m_plan->options.socketPath));
#endif
        return static_cast<QLocalSocket *>(m_socket)->connectToServer(path);
    }
#if QT_CONFIG(ssl)
    if (m_plan->secure && !QSslSocket::supportsSsl())
#else
    if (m_plan->secure)
#endif
        return fail(Error(QStringLiteral("ERR_NO_CRYPTO"), QStringLiteral("Qt has no TLS backend")));
    if (!chooseProxy())
        return fail(Errors::proxyConfiguration(QStringLiteral("None of the proxies for %1 can be used for HTTP").arg(m_plan->host)));
    if (const QHostAddress address(m_plan->host); !address.isNull()) {
        m_plan->addresses = {address};
        return connectNext();
    }
    if (m_plan->proxy.type() != QNetworkProxy::NoProxy
        && (m_plan->proxy.capabilities() & QNetworkProxy::HostNameLookupCapability))
        return connectNext();
    lookUp();
}

// The one of the options, else what the application has set up for this target: what QTcpSocket would do, done here so
// that it is known whether the name or an address is to be connected to.
bool Connector::chooseProxy()
{
    const std::optional<QNetworkProxy> &given = m_plan->options.proxy;
    QList<QNetworkProxy> proxies;
    if (given && given->type() != QNetworkProxy::DefaultProxy)
        proxies = {*given};
    else
        proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(m_plan->host, m_plan->port));
    for (const QNetworkProxy &proxy : std::as_const(proxies)) {
        if (proxy.type() != QNetworkProxy::NoProxy && !(proxy.capabilities() & QNetworkProxy::TunnelingCapability))
            continue;
        m_plan->proxy = proxy;
        m_network->setProxy(proxy);
        return true;
    }
    return proxies.isEmpty();
}

void Connector::lookUp()
{
    m_step = Step::LookUp;
    if (!m_plan->options.lookup) {
        // By its name: Qt 6.4 loses what it makes of a function when the lookup is aborted.
        m_plan->lookupId = QHostInfo::lookupHost(m_plan->host, this, SLOT(onLookedUp(QHostInfo)));
        return;
    }
    const LookupFunction lookup = m_plan->options.lookup; // the call may end with the socket
    lookup(m_plan->host, m_plan->options.family, m_plan->options.hints,
           [self = QPointer<Connector>(this)](const Error &error, const QList<QHostAddress> &addresses) {
               if (self)
                   self->resolved(error, addresses);
           });
}

// A local address can only reach addresses of its own family.
void Connector::setAddresses(const QList<QHostAddress> &addresses)
{
    const QHostAddress local(m_plan->options.localAddress);
    for (const QHostAddress &address : addresses) {
        if (!address.isNull() && (local.isNull() || local.protocol() == address.protocol()))
            m_plan->addresses.append(address);
    }
}

void Connector::onLookedUp(const QHostInfo &info)
{
    if (m_step != Step::LookUp)
        return;
    m_plan->lookupId = -1;
    m_times.lookedUp = steadyNow();
    setAddresses(selected(addressesOf(m_plan->host, info), m_plan->options.family, m_plan->options.hints));
    if (m_plan->addresses.isEmpty())
        return fail(Errors::cannotLookUp(info.error(), m_plan->host)); // S2.103
    connectNext();
}

// The answer of a user's function: its order and choice of addresses stay.
void Connector::resolved(const Error &error, const QList<QHostAddress> &addresses)
{
    if (m_step != Step::LookUp)
        return;
    m_times.lookedUp = steadyNow();
    setAddresses(addresses);
    if (error)
        return failSoon(error);
    if (m_plan->addresses.isEmpty())
        return failSoon(Errors::cannotLookUp(QHostInfo::HostNotFound, m_plan->host));
    wake(Step::Next);
}

// --- the connection ---

void Connector::connectNext()
{
    if (m_plan->addresses.isEmpty()) {
        m_step = Step::Connect;
        return m_network->connectToHost(m_plan->host, quint16(m_plan->port));
    }
    if (m_network->state() != QAbstractSocket::UnconnectedState)
        m_network->abort(); // from an address that Qt had not given up
    const QHostAddress address = m_plan->addresses.at(m_plan->tried++);
    if (!bindTo(address.protocol()))
        return;
    m_step = Step::Connect;
    const QPointer<Connector> alive(this);
    m_network->connectToHost(address, quint16(m_plan->port));
    if (alive && m_step == Step::Connect && m_plan->proxy.type() == QNetworkProxy::NoProxy)
        watchAnswer();
}

// QTcpSocket knows some outcomes of connecting only: after a reset, for instance, it connects again, and again, as fast
// as it can, for half a minute. Its notifier fires once when the outcome is there; a second time means just that.
void Connector::watchAnswer()
{
    const auto notifiers = m_network->findChildren<QSocketNotifier *>();
    for (QSocketNotifier *notifier : notifiers) {
        if (notifier->type() != QSocketNotifier::Write)
            continue;
        m_plan->writable = notifier;
        m_plan->answered = false;
        return notifier->installEventFilter(this);
    }
}

bool Connector::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::SockAct || m_step != Step::Connect || !m_plan || watched != m_plan->writable)
        return QObject::eventFilter(watched, event);
    if (!std::exchange(m_plan->answered, true))
        return false;
    m_plan->writable->setEnabled(false);
    if (!tryNext(QAbstractSocket::RemoteHostClosedError))
        failSoon(m_plan->failure);
    return true;
}

// An address did not answer. Another one is tried, if there is one; if none answers, the error of the first is told: the
// only one that Node 16 tries.
bool Connector::tryNext(QAbstractSocket::SocketError why, const QString &text)
{
    if (m_plan->tried == 1)
        m_plan->failure = Errors::cannotConnect(why, text, m_plan->addresses.constFirst().toString(), m_plan->port);
    if (m_plan->tried >= m_plan->addresses.size())
        return false;
    wake(Step::Next); // the socket is still busy with this one
    return true;
}

// A proxy is connected to from anywhere: the local address was meant for the target.
bool Connector::bindTo(QAbstractSocket::NetworkLayerProtocol protocol)
{
    const RequestOptions &options = m_plan->options;
    if ((options.localAddress.isEmpty() && options.localPort <= 0) || m_plan->proxy.type() != QNetworkProxy::NoProxy)
        return true;
    QHostAddress local(options.localAddress);
    if (options.localAddress.isEmpty())
        local = QHostAddress(protocol == QAbstractSocket::IPv6Protocol ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
    m_step = Step::Bind;
    const QPointer<Connector> alive(this);
    const bool bound = m_network->bind(local, quint16(qMax(0, options.localPort)));
    if (bound || !alive)
        return bound;
    fail(Errors::cannotBind(m_network->error(), local.toString(), options.localPort));
    return false;
}

void Connector::onConnected()
{
    if (m_step != Step::Connect)
        return;
    m_times.connected = steadyNow();
    setDeadline(0);
    if (m_plan->writable)
        m_plan->writable->removeEventFilter(this);
    const RequestOptions &options = m_plan->options;
    Socket(m_socket).setOptions(options.noDelay.value_or(true) ? std::optional<bool>(true) : std::nullopt, options.keepAlive,
                                int(options.keepAliveInitialDelay.count() / 1000)); // S9.26
#if QT_CONFIG(ssl)
    if (m_plan->secure)
        return secure();
#endif
    ready();
}

void Connector::onError(QAbstractSocket::SocketError why)
{
#if QT_CONFIG(ssl)
    if (m_step == Step::Secure)
        return failToSecure(why);
    if (m_step == Step::Ready)
        return why == QAbstractSocket::RemoteHostClosedError ? void() : forgetSession(); // S8.23
#endif
    if (m_step != Step::Connect)
        return;
    if (tryNext(why, m_network->errorString()))
        return;
    if (m_plan->proxy.type() != QNetworkProxy::NoProxy)
        return fail(Errors::cannotTunnel(why, m_plan->proxy, m_plan->host, m_plan->port));
    fail(m_plan->failure);
}

void Connector::onLocalError(QLocalSocket::LocalSocketError why)
{
    if (m_step == Step::Connect)
        fail(Errors::cannotConnect(why, m_plan->options.socketPath));
}

// --- the outcome ---

void Connector::ready()
{
    m_step = Step::Ready;
    setDeadline(0);
    m_socket->disconnect(this);
    m_plan.reset();
#if QT_CONFIG(ssl)
    if (!m_sessions.expired()) {
        connect(m_network, &QAbstractSocket::errorOccurred, this, &Connector::onError);
        connect(static_cast<QSslSocket *>(m_network), &QSslSocket::newSessionTicketReceived, this, &Connector::keepSession);
    }
#endif
    if (m_listener)
        m_listener->connectorReady();
}

void Connector::fail(const Error &error)
{
    m_failure = error;
    m_step = Step::Failed;
    setDeadline(0);
    m_socket->disconnect(this);
    if (m_plan && m_plan->lookupId >= 0)
        QHostInfo::abortHostLookup(m_plan->lookupId);
    m_plan.reset();
    tellFailure();
}

void Connector::failSoon(const Error &error)
{
    m_failure = error;
    wake(Step::Failing);
}

void Connector::tellFailure()
{
    if (m_failureTold)
        return;
    if (!m_listener)
        return Socket(m_socket).abort();
    m_failureTold = true;
    m_listener->connectorFailed(m_failure);
}

void Connector::armPhase(std::chrono::milliseconds limit)
{
    setDeadline(limit.count() > 0 ? monotonicNow() + limit.count() : 0);
}

void Connector::deadlineReached()
{
    if (!m_plan)
        return;
    const PhaseTimeouts &limits = m_plan->options.timeouts;
    if (m_step == Step::Secure)
        failSoon(Errors::phaseTimeout(QLatin1String("tls"), limits.tls.count()));
    else
        failSoon(Errors::phaseTimeout(QLatin1String("connect"), limits.connect.count()));
}

} // namespace NodeHttp
