// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp.Inspector

// Which columns the table has, in which order and how wide; remembered for the user. Numbers are those of the model.
QtObject {
    id: columns

    property real available: 0            // width that the table has
    property bool narrow: false           // what is said elsewhere as well is left out
    readonly property int waterfall: 9
    readonly property var first: [62, 76, 72, 64, 150, 260, 130, 72, 80, 200, 56, 60]
    readonly property var rightAligned: [0, 7, 8, 10]
    readonly property var spare: [1, 6, 10, 11]
    property var widths: first.slice()
    property var hidden: []
    readonly property var firstOrder: first.map((width, column) => column).filter(column => column !== waterfall)
    property var order: firstOrder        // the waterfall is always the last
    readonly property var shown: order.filter(column => !hidden.includes(column) && !(narrow && spare.includes(column)))
    readonly property bool hasWaterfall: !hidden.includes(waterfall)
    readonly property int path: 5
    readonly property real leastWaterfall: hasWaterfall ? (narrow ? 70 : 120) : 0
    readonly property real beside: shown.filter(column => column !== path).reduce((sum, column) => sum + widths[column], 0)
    // Where there is little room, the path takes what the others leave.
    readonly property real pathWidth: narrow ? Math.max(110, Math.min(widths[path], available - beside - leastWaterfall)) : widths[path]
    readonly property real fixed: beside + (shown.includes(path) ? pathWidth : 0)
    readonly property real least: fixed + leastWaterfall
    readonly property real waterfallWidth: hasWaterfall ? Math.max(leastWaterfall, available - fixed) : 0
    readonly property real total: Math.max(available, fixed + waterfallWidth)

    function widthOf(column: int): real {
        return column === path ? pathWidth : column === waterfall ? waterfallWidth : widths[column];
    }
    function resize(column: int, width: real) {
        const changed = widths.slice();
        changed[column] = Math.max(32, Math.round(width));
        widths = changed;
        InspectorTools.remember("table/widths", JSON.stringify(widths));
    }
    function show(column: int, visible: bool) {
        if (!visible && shown.length + (hasWaterfall ? 1 : 0) <= 1)
            return; // one must stay
        hidden = visible ? hidden.filter(other => other !== column) : hidden.concat([column]);
        InspectorTools.remember("table/hidden", JSON.stringify(hidden));
    }
    // To that place among the other columns that are shown.
    function move(column: int, place: int) {
        const others = shown.filter(other => other !== column);
        if (column === waterfall || others.length === 0)
            return;
        const at = Math.max(0, Math.min(place, others.length));
        const changed = order.filter(other => other !== column);
        changed.splice(at < others.length ? changed.indexOf(others[at]) : changed.indexOf(others[at - 1]) + 1, 0, column);
        order = changed;
        InspectorTools.remember("table/order", JSON.stringify(order));
    }
    function left(column: int): real {
        return shown.slice(0, shown.indexOf(column)).reduce((sum, other) => sum + widthOf(other), 0);
    }
    // Where it would go if it were let go there.
    function placeAt(column: int, x: real): int {
        return shown.filter(other => other !== column && left(other) + widthOf(other) / 2 < x).length;
    }
    function columnAt(x: real): int {
        let right = 0;
        for (const column of shown) {
            right += widthOf(column);
            if (x < right)
                return column;
        }
        return waterfall;
    }
    function reset() {
        widths = first.slice();
        hidden = [];
        order = firstOrder;
        InspectorTools.remember("table/order", "");
        InspectorTools.remember("table/widths", "");
        InspectorTools.remember("table/hidden", "");
    }
    function read(key: string, otherwise: var): var {
        try {
            const value = JSON.parse(InspectorTools.remembered(key, ""));
            return Array.isArray(value) ? value : otherwise;
        } catch (error) {
            return otherwise;
        }
    }
    Component.onCompleted: {
        const kept = read("table/widths", []);
        if (kept.length === first.length && kept.every(width => width >= 32 && width < 4000))
            widths = kept;
        const sorted = read("table/order", []);
        if (sorted.length === order.length && firstOrder.every(column => sorted.includes(column)))
            order = sorted;
        hidden = read("table/hidden", []).filter(column => column >= 0 && column < first.length);
    }
}
