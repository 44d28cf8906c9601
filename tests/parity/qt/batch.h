// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_BATCH_H
#define PARITY_BATCH_H

#include "scenario.h"

// Performs many scenarios, several at once, and returns their transcripts in the same order.
QList<QStringList> performAll(const QList<Scenario> &scenarios);

#endif // PARITY_BATCH_H
