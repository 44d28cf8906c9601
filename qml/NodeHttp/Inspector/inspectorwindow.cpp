// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The window in somebody else's application: a session and an engine of its own, gone as soon as it is closed.

#include <NodeHttp/InspectorWindow>

#include "inspectorsession.h"

#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>
#include <QtQuick/qquickwindow.h>

namespace NodeHttp::Inspector {

namespace {

class Shown : public QObject
{
public:
    Shown()
    {
        m_session.setAttached(true);
        m_session.setRecording(true);
        InspectorSession::prepare(&m_engine);
        m_engine.setInitialProperties({{QStringLiteral("session"), QVariant::fromValue(&m_session)}});
        m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/NodeHttp/Inspector/InspectorWindow.qml")));
        if (QQuickWindow *const made = window())
            connect(made, &QWindow::visibleChanged, this, [this](bool visible) {
                if (!visible)
                    deleteLater(); // nothing is captured for a window that nobody sees
            });
        connect(qApp, &QCoreApplication::aboutToQuit, this, &QObject::deleteLater);
    }

    QQuickWindow *window() const
    {
        return m_engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    }

private:
    InspectorSession m_session;
    QQmlApplicationEngine m_engine;
};

} // namespace

bool showWindow()
{
    static QPointer<Shown> shown;
    if (!isEnabled() || !qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        return false;
    if (!shown)
        shown = new Shown;
    QQuickWindow *const window = shown->window();
    if (!window) {
        delete shown;
        return false;
    }
    window->show();
    window->raise();
    return true;
}

} // namespace NodeHttp::Inspector
