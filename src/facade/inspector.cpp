// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Whether, and under which name, this process can be inspected from outside.

#include <NodeHttp/inspector.h>

#include "facade/trafficoffer_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qpointer.h>

#include <atomic>

namespace NodeHttp::Inspector {

namespace {

#if !defined(QT_NO_DEBUG) || defined(NODEHTTP_INSPECTION)
std::atomic_bool enabled = true;
#else
std::atomic_bool enabled = false;
#endif

QPointer<TrafficOffer> &current()
{
    static QPointer<TrafficOffer> offer; // a child of the application
    return offer;
}

void offerByEnvironment()
{
    const QString name = qEnvironmentVariable("NODEHTTP_INSPECT");
    if (enabled && !name.isEmpty() && !current())
        offer(name);
}
Q_COREAPP_STARTUP_FUNCTION(offerByEnvironment)

} // namespace

bool isEnabled()
{
    return enabled;
}

void setEnabled(bool on)
{
    enabled = on;
    if (!on)
        withdraw();
    else if (QCoreApplication::instance())
        offerByEnvironment();
}

bool offer(const QString &name)
{
    withdraw();
    if (!enabled || !QCoreApplication::instance())
        return false;
    auto *const made = new TrafficOffer(QCoreApplication::instance());
    current() = made;
    if (!made->listen(name))
        withdraw();
    return current();
}

void withdraw()
{
    delete current();
}

QString offeredName()
{
    return current() ? current()->name() : QString();
}

QString socketPath(const QString &name)
{
    return TrafficOffer::path(name);
}

} // namespace NodeHttp::Inspector
