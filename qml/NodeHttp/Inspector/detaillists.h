// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_DETAILLISTS_H
#define NODEHTTP_INSPECTOR_DETAILLISTS_H

#include "inspector/exchangerecord.h"

#include <QtCore/qvariant.h>

namespace NodeHttp::Inspector {

// Lists of { name, value, masked, bad } for the pages about one exchange.
QVariantList overviewRows(const ExchangeRecord &record);
QVariantList headerRows(const QByteArray &head, bool withSecrets);
QVariantList trailerRows(const QByteArray &lines, bool withSecrets);
QVariantList queryRows(const ExchangeRecord &record);
QVariantList cookieRows(const QByteArray &head, bool ofRequest, bool withSecrets);
QVariantList connectionRows(const ExchangeRecord &record);
QVariantList errorRows(const ExchangeRecord &record);
QVariantList pressureRows(const ExchangeRecord &record);

// { name, colour, start, lasted, text }: nanoseconds from the beginning; only phases there were.
QVariantList phaseRows(const ExchangeRecord &record);
// { name, signal, object, thread, at, text }
QVariantList eventRows(const ExchangeRecord &record);

// The head with the values of secret headers written over; its length stays.
QByteArray shownHead(const QByteArray &head, bool withSecrets);

// Which phase had not ended when the exchange failed; empty when none.
QString unfinishedPhase(const ExchangeRecord &record);
QString phaseName(int phase);             // 0: queued … 6: receive

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_DETAILLISTS_H
