// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick.Controls

// A menu as wide as its longest text, in whatever language that is.
Menu {
    id: menu

    function widest(): real {
        let most = 160;
        for (let i = 0; i < count; ++i)
            most = Math.max(most, itemAt(i)?.implicitWidth ?? 0);
        return most;
    }

    width: widest() + leftPadding + rightPadding
}
