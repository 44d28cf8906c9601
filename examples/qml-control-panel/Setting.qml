// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick

// One value of the device and its limits.
QtObject {
    required property string name
    required property string title
    required property string unit
    required property int from
    required property int to
    required property int value
}
