// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Runs the suites beside it, with the module that the build made.

#include <QtQml/qqmlengine.h>
#include <QtQuickTest/quicktest.h>

class Setup : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void qmlEngineAvailable(QQmlEngine *engine) { engine->addImportPath(QStringLiteral(NODEHTTP_QML_DIR)); }
};

QUICK_TEST_MAIN_WITH_SETUP(nodehttp_qml, Setup)

#include "main.moc"
