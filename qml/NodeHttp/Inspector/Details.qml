// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import NodeHttp.Inspector

// Everything about the chosen exchange, on pages; the one that is looked at exists.
FocusScope {
    id: pane

    required property InspectorSession session
    property string mark: ""              // what is searched for
    property int markedPlace: -1          // where it was found, see TrafficSearch.Place
    property int occurrence: -1
    property alias currentPage: tabs.currentIndex
    readonly property ExchangeDetails details: ExchangeDetails {
        session: pane.session
        number: pane.session.selected
    }
    readonly property bool tight: width > 0 && width < tabs.contentWidth // the tabs have no room side by side
    readonly property ExchangeDetails nothing: ExchangeDetails {}
    readonly property var titles: [qsTr("Overview"), qsTr("Request"), qsTr("Response"), qsTr("Headers"), qsTr("Query"), qsTr("Cookies"),
        qsTr("Body"), qsTr("Timing"), qsTr("Connection"), qsTr("Events"), qsTr("Pressure")]

    signal leaving()

    function turn(by: int) {
        tabs.currentIndex = (tabs.currentIndex + by + titles.length) % titles.length;
    }
    function show(place: int) { // what was found
        tabs.currentIndex = place < TrafficSearch.ResponseHead ? 1 : 2;
    }
    function detailsFor(current: bool): ExchangeDetails {
        return current ? details : nothing;
    }
    function markFor(ofRequest: bool): int {
        const place = ofRequest ? TrafficSearch.RequestBody : TrafficSearch.ResponseBody;
        return markedPlace === place ? occurrence : -1;
    }

    Keys.onEscapePressed: leaving()

    Label {
        anchors.centerIn: parent
        visible: !pane.details.exists
        text: pane.session.selected > 0 ? qsTr("This exchange is gone") : qsTr("Choose an exchange to see it here")
        color: Look.faint
    }
    ColumnLayout {
        anchors.fill: parent
        visible: pane.details.exists
        spacing: 0

        ComboBox {
            objectName: "detailChoice"
            Layout.fillWidth: true
            Layout.margins: 2
            visible: pane.tight
            focus: pane.tight
            model: pane.titles
            currentIndex: tabs.currentIndex
            Accessible.name: qsTr("Page of the details")
            onActivated: index => tabs.currentIndex = index
        }
        PageTabs {
            id: tabs

            objectName: "detailPages"
            Layout.fillWidth: true
            visible: !pane.tight
            focus: !pane.tight
            Accessible.name: qsTr("Pages of the details")
            Component.onCompleted: currentIndex = InspectorTools.remembered("details/page", 0)
            onCurrentIndexChanged: InspectorTools.remember("details/page", currentIndex)

            Repeater {
                model: pane.titles

                PageTab {
                    required property string modelData

                    text: modelData
                    leftPadding: 8
                    rightPadding: 8
                }
            }
        }
        // A page that is not looked at is about nothing, which costs nothing.
        StackLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            currentIndex: tabs.currentIndex

            OverviewPage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
            }
            MessagePage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
                ofRequest: true
                mark: pane.mark
                occurrence: pane.markFor(true)
            }
            MessagePage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
                ofRequest: false
                mark: pane.mark
                occurrence: pane.markFor(false)
            }
            HeadersPage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
                mark: pane.mark
            }
            PairList {
                rows: pane.detailsFor(StackLayout.isCurrentItem).query
                nothing: qsTr("The target has no query")
            }
            CookiesPage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
            }
            BodyPage {
                session: pane.session
                number: StackLayout.isCurrentItem ? pane.session.selected : 0
                both: true
            }
            TimingPage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
            }
            ConnectionPage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
            }
            EventsPage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
            }
            PressurePage {
                details: pane.detailsFor(StackLayout.isCurrentItem)
            }
        }
    }
}
