// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import NodeHttp.Inspector

// A bar of PageTabs. The keys that reach it are at the chosen tab, and follow the choice.
TabBar {
    id: bar

    function follow() {
        if (activeFocus && currentItem && !currentItem.activeFocus)
            currentItem.forceActiveFocus(Qt.TabFocusReason);
    }

    onActiveFocusChanged: follow()
    onCurrentItemChanged: follow()
}
