// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_FILTERNODE_H
#define NODEHTTP_INSPECTOR_FILTERNODE_H

#include "inspector/filterlexer.h"

#include <vector>

namespace NodeHttp::Inspector {

// A condition, taken apart. Never changed once it is made.
class FilterNode
{
public:
    virtual ~FilterNode() = default;
    virtual bool matches(const ExchangeRecord &record, const BodyStore &bodies) const = 0;
};

using FilterNodePtr = std::shared_ptr<const FilterNode>;

// The condition of one term; null and an error when its value makes no sense.
FilterNodePtr filterTerm(const FilterToken &token, FilterError *error);

// What is: may be followed by.
const QStringList &filterStates();

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_FILTERNODE_H
