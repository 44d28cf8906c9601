// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

import NodeHttp.Inspector

// The inspector in a scene: a window of its own with what the application sends and receives. In release builds the traffic
// of the application itself is left out until `attached: true` asks for it.
InspectorWindow {
    property alias attached: own.attached
    property alias recording: own.recording

    session: InspectorSession {
        id: own
        recording: true
    }
}
