// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_PAGE_H
#define PARITY_PAGE_H

#include "scenario.h"

// Every scenario of the project at \a root.
QList<Scenario> allScenarios(const QString &root);
// The rules of the behaviour reference, in its order.
QStringList allRules(const QString &root);
// Rule → why no scenario shows it.
QMap<QString, QString> uncoveredRules(const QString &root);
// The text of docs/parity.md.
QString parityPage(const QString &root);

#endif // PARITY_PAGE_H
