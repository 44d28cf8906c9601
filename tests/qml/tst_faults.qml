// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import QtQuick
import NodeHttp

// Five-4, for tests of scenes: faults by rule.
Suite {
    id: suite

    name: "faults"

    function outcome(target: string): string {
        let came = "";
        const request = Http.get(suite.server.url + target, response => {
            came = String(response.statusCode) + (response.headers["x-added"] ?? "");
            response.resume();
        });
        request.errorOccurred.connect(error => came = error.code);
        tryVerify(() => came !== "", 5000);
        return came;
    }

    FaultInjector {
        id: injector

        active: false

        FaultRule {
            id: rule
        }
    }

    Component {
        id: dying

        FaultInjector {
            FaultRule { path: "/dying" }
        }
    }

    function cleanup() {
        injector.active = false;
    }

    function test_everySecond() {
        rule.path = "/flaky";
        rule.action = FaultRule.Reset;
        rule.point = FaultRule.RequestHead;
        rule.every = 2;
        injector.active = true;
        for (const outcome of ["200", "ECONNRESET", "200", "ECONNRESET"])
            compare(suite.outcome("/flaky"), outcome);
        compare(suite.outcome("/steady"), "200");
        tryCompare(rule, "hits", 2);
        rule.every = 1; // counts anew
        compare(rule.hits, 0);
        compare(suite.outcome("/flaky?x"), "ECONNRESET");
    }

    function test_edit() {
        rule.path = "/edited";
        rule.every = 1;
        rule.action = FaultRule.Edit;
        rule.point = FaultRule.ResponseHead;
        rule.status = 503;
        rule.headers = { "X-Added": "!", "Date": null };
        injector.active = true;
        compare(suite.outcome("/edited"), "503!");
    }

    function test_delay() {
        rule.path = "/slow";
        rule.every = 1;
        rule.action = FaultRule.Delay;
        rule.point = FaultRule.RequestHead;
        rule.delay = 80;
        injector.active = true;
        const start = Date.now();
        compare(suite.outcome("/slow"), "200");
        verify(Date.now() - start >= 75);
    }

    function test_client() {
        rule.path = "";
        rule.every = 1;
        rule.action = FaultRule.Abort;
        rule.side = FaultRule.Client;
        rule.point = FaultRule.RequestHead;
        injector.active = true;
        verify(suite.outcome("/") !== "200");
        rule.enabled = false;
        compare(suite.outcome("/"), "200");
        rule.enabled = true;
        rule.side = FaultRule.Server;
    }

    function test_endsWithItsScene() {
        const made = createTemporaryObject(dying, suite);
        compare(suite.outcome("/dying"), "ECONNRESET");
        made.destroy();
        wait(0);
        compare(suite.outcome("/dying"), "200");
    }
}
