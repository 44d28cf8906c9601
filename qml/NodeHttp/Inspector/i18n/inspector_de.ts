<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AttachPage</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name under which a process offers its traffic</source>
        <translation>Name, unter dem ein Prozess seinen Verkehr anbietet</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>attached to %1</source>
        <translation>verbunden mit %1</translation>
    </message>
    <message>
        <source>%L1 messages were lost: the process sent more than could be taken. What is missing is at the end of bodies first.</source>
        <translation>%L1 Meldungen gingen verloren: Der Prozess sandte mehr, als angenommen werden konnte. Zuerst fehlt das Ende von Inhalten.</translation>
    </message>
    <message>
        <source>Offered on this machine</source>
        <translation>Auf diesem Rechner angeboten</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>A program that allows it offers its traffic when it is started like this; only you can attach to it.</source>
        <translation>Ein Programm, das es erlaubt, bietet seinen Verkehr an, wenn es so gestartet wird; nur Sie können sich damit verbinden.</translation>
    </message>
</context>
<context>
    <name>BinPage</name>
    <message>
        <source>bin</source>
        <translation>Testserver</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Echo the request&apos;s body</source>
        <translation>Inhalt der Anfrage zurücksenden</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>after ms</source>
        <translation>nach ms</translation>
    </message>
    <message>
        <source>Delay in milliseconds</source>
        <translation>Verzögerung in Millisekunden</translation>
    </message>
    <message>
        <source>Content-Type</source>
        <translation>Content-Type</translation>
    </message>
    <message>
        <source>Content-Type of the answer</source>
        <translation>Content-Type der Antwort</translation>
    </message>
    <message>
        <source>Body of the answer</source>
        <translation>Inhalt der Antwort</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>The first that fits counts; where none does, the answer above.</source>
        <translation>Die erste passende gilt; wo keine passt, die Antwort oben.</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>Load rules</source>
        <translation>Regeln laden</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save rules</source>
        <translation>Regeln speichern</translation>
    </message>
    <message>
        <source>POST /orders 201 {&quot;id&quot;: 7}   or   * /api/* 503   or   PUT /files echo</source>
        <translation>POST /orders 201 {&quot;id&quot;: 7}   oder   * /api/* 503   oder   PUT /files echo</translation>
    </message>
    <message>
        <source>New rule: method, path, status, body</source>
        <translation>Neue Regel: Methode, Pfad, Status, Inhalt</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add the rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>No rule yet: every request gets the answer above.</source>
        <translation>Noch keine Regel: Jede Anfrage bekommt die Antwort oben.</translation>
    </message>
    <message>
        <source>Remove rule %1</source>
        <translation>Regel %1 entfernen</translation>
    </message>
    <message>
        <source>Rules (*.json *.txt)</source>
        <translation>Regeln (*.json *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>BodyPage</name>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Whose body</source>
        <translation>Wessen Inhalt</translation>
    </message>
    <message>
        <source>View of the body</source>
        <translation>Ansicht des Inhalts</translation>
    </message>
    <message>
        <source>Decode %1</source>
        <translation>%1 entpacken</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the body</source>
        <translation>Inhalt kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Opens a copy with the program of the desktop</source>
        <translation>Öffnet eine Kopie mit dem Programm der Arbeitsumgebung</translation>
    </message>
    <message>
        <source>No body</source>
        <translation>Kein Inhalt</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Save the body</source>
        <translation>Inhalt speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>BreakpointPage</name>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögern</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Breakpoints are on</source>
        <translation>Haltepunkte sind an</translation>
    </message>
    <message>
        <source>They act on every server and client of this process. The first that fits counts.</source>
        <translation>Sie gelten für jeden Server und Client dieses Prozesses. Der erste passende zählt.</translation>
    </message>
    <message>
        <source>Which exchanges: method:POST path:/orders   (empty: all)</source>
        <translation>Welche Vorgänge: method:POST path:/orders   (leer: alle)</translation>
    </message>
    <message>
        <source>Filter of the new breakpoint</source>
        <translation>Filter des neuen Haltepunkts</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Delay in milliseconds</source>
        <translation>Verzögerung in Millisekunden</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add the breakpoint</source>
        <translation>Haltepunkt hinzufügen</translation>
    </message>
    <message>
        <source>at servers</source>
        <translation>an Servern</translation>
    </message>
    <message>
        <source>at clients</source>
        <translation>an Clients</translation>
    </message>
    <message>
        <source>before the request</source>
        <translation>vor der Anfrage</translation>
    </message>
    <message>
        <source>before the response</source>
        <translation>vor der Antwort</translation>
    </message>
    <message>
        <source>each n-th, n =</source>
        <translation>jeder n-te, n =</translation>
    </message>
    <message>
        <source>Each n-th exchange that fits</source>
        <translation>Jeder n-te passende Vorgang</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>Haltepunkte</translation>
    </message>
    <message>
        <source>No breakpoint yet. Add one to stop exchanges before their heads go on.</source>
        <translation>Noch kein Haltepunkt. Fügen Sie einen hinzu, um Vorgänge anzuhalten, ehe ihre Köpfe weitergehen.</translation>
    </message>
    <message>
        <source>%1, %2, %3, %4 hits</source>
        <translation>%1, %2, %3, %4 Treffer</translation>
    </message>
    <message>
        <source>all exchanges</source>
        <translation>alle Vorgänge</translation>
    </message>
    <message>
        <source>Breakpoint %1 is on</source>
        <translation>Haltepunkt %1 ist an</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hit(s)</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove breakpoint %1</source>
        <translation>Haltepunkt %1 entfernen</translation>
    </message>
    <message>
        <source>Waiting (%1)</source>
        <translation>Es warten (%1)</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Es warten</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>Alle weiter</translation>
    </message>
    <message>
        <source>Exchanges that wait</source>
        <translation>Vorgänge, die warten</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nichts wartet.</translation>
    </message>
    <message>
        <source>%1, for %L2 s</source>
        <translation>%1, seit %L2 s</translation>
    </message>
    <message>
        <source>Head of the exchange that waits</source>
        <translation>Kopf des wartenden Vorgangs</translation>
    </message>
    <message>
        <source>The head of what waits appears here and can be edited.</source>
        <translation>Der Kopf des wartenden Vorgangs erscheint hier und kann geändert werden.</translation>
    </message>
    <message>
        <source>That is no head: it begins with a start line like the one it had.</source>
        <translation>Das ist kein Kopf: Er beginnt mit einer Startzeile wie der, die er hatte.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Continue in 1 s</source>
        <translation>Weiter in 1 s</translation>
    </message>
    <message>
        <source>The connection ends</source>
        <translation>Die Verbindung endet</translation>
    </message>
    <message>
        <source>The connection is reset</source>
        <translation>Die Verbindung wird zurückgesetzt</translation>
    </message>
    <message>
        <source>Undo edits</source>
        <translation>Änderungen verwerfen</translation>
    </message>
</context>
<context>
    <name>BytesView</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>No body</source>
        <translation>Kein Inhalt</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>Multipart</source>
        <translation>Mehrteilig</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>Wie aufgezeichnet</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>http://host/path?query, or a cURL command</source>
        <translation>http://host/pfad?anfrage oder ein cURL-Befehl</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Parts of the request</source>
        <translation>Teile der Anfrage</translation>
    </message>
    <message>
        <source>Headers (%1)</source>
        <translation>Köpfe (%1)</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Host, Content-Length and Connection are added unless they stand here.</source>
        <translation>Host, Content-Length und Connection kommen dazu, wenn sie hier nicht stehen.</translation>
    </message>
    <message>
        <source>Kind of body</source>
        <translation>Art des Inhalts</translation>
    </message>
    <message>
        <source>Chunked</source>
        <translation>In Stücken</translation>
    </message>
    <message>
        <source>Wait for 100 Continue</source>
        <translation>Auf 100 Continue warten</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Path of a file, or drop one here</source>
        <translation>Pfad einer Datei, oder ziehen Sie eine hierher</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>The %L1 bytes that were recorded. They are no text, so they can only be sent as they are.</source>
        <translation>Die %L1 aufgezeichneten Bytes. Sie sind kein Text und können nur so gesendet werden, wie sie sind.</translation>
    </message>
    <message>
        <source>Drop a file here to send it.</source>
        <translation>Ziehen Sie eine Datei hierher, um sie zu senden.</translation>
    </message>
    <message>
        <source>Trailers</source>
        <translation>Trailer</translation>
    </message>
    <message>
        <source>trailer</source>
        <translation>Trailer</translation>
    </message>
    <message>
        <source>Time limit in ms (0: none)</source>
        <translation>Zeitgrenze in ms (0: keine)</translation>
    </message>
    <message>
        <source>Time limit in milliseconds</source>
        <translation>Zeitgrenze in Millisekunden</translation>
    </message>
    <message>
        <source>Connections at once (0: no limit)</source>
        <translation>Verbindungen zugleich (0: beliebig)</translation>
    </message>
    <message>
        <source>Connections at once</source>
        <translation>Verbindungen zugleich</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>http://host:port or socks5://host:port</source>
        <translation>http://host:port oder socks5://host:port</translation>
    </message>
    <message>
        <source>Keep the connection for the next request</source>
        <translation>Verbindung für die nächste Anfrage behalten</translation>
    </message>
    <message>
        <source>Accept any certificate</source>
        <translation>Jedes Zertifikat annehmen</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>How many times</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>times,</source>
        <translation>mal,</translation>
    </message>
    <message>
        <source>How many at once</source>
        <translation>Wie viele zugleich</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>zugleich</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start the repetition</source>
        <translation>Wiederholung starten</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>cURL (bash, zsh)</source>
        <translation>cURL (bash, zsh)</translation>
    </message>
    <message>
        <source>cURL (Windows)</source>
        <translation>cURL (Windows)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>The answer appears here while it comes. Paste a cURL command into the URL to begin with a request that works somewhere else.</source>
        <translation>Die Antwort erscheint hier, während sie kommt. Fügen Sie einen cURL-Befehl in die URL ein, um mit einer Anfrage zu beginnen, die anderswo funktioniert.</translation>
    </message>
    <message>
        <source>File to send</source>
        <translation>Zu sendende Datei</translation>
    </message>
</context>
<context>
    <name>CookiesPage</name>
    <message>
        <source>Sent with the request</source>
        <translation>Mit der Anfrage gesendet</translation>
    </message>
    <message>
        <source>No cookie was sent</source>
        <translation>Kein Cookie gesendet</translation>
    </message>
    <message>
        <source>Set by the response</source>
        <translation>Von der Antwort gesetzt</translation>
    </message>
    <message>
        <source>No cookie was set</source>
        <translation>Kein Cookie gesetzt</translation>
    </message>
</context>
<context>
    <name>CopyableCommand</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Cookies</source>
        <translation>Cookies</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation>Rückstau</translation>
    </message>
    <message>
        <source>This exchange is gone</source>
        <translation>Diesen Vorgang gibt es nicht mehr</translation>
    </message>
    <message>
        <source>Choose an exchange to see it here</source>
        <translation>Ein Vorgang, der gewählt ist, steht hier</translation>
    </message>
    <message>
        <source>Pages of the details</source>
        <translation>Seiten der Einzelheiten</translation>
    </message>
    <message>
        <source>The target has no query</source>
        <translation>Das Ziel hat keine Abfrage</translation>
    </message>
    <message>
        <source>Page of the details</source>
        <translation>Seite der Einzelheiten</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>The filter lets none of the %L1 exchanges through</source>
        <translation>Der Filter lässt keinen der %L1 Vorgänge durch</translation>
    </message>
    <message>
        <source>Nothing is recorded</source>
        <translation>Nichts wird aufgezeichnet</translation>
    </message>
    <message>
        <source>No exchange yet</source>
        <translation>Noch kein Vorgang</translation>
    </message>
    <message>
        <source>Start recording, or drop a HAR file here.</source>
        <translation>Aufzeichnung starten, oder eine HAR-Datei hier ablegen.</translation>
    </message>
    <message>
        <source>The bin answers whatever comes. Send it something:</source>
        <translation>Der Testserver beantwortet alles. Etwas an ihn senden:</translation>
    </message>
    <message>
        <source>Start a bin, a server that answers whatever comes, or drop a HAR file here.</source>
        <translation>Ein Testserver beantwortet alles: einen starten, oder eine HAR-Datei hier ablegen.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Start a bin</source>
        <translation>Testserver starten</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>After</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>Node&apos;s event</source>
        <translation>Ereignis in Node</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>No event was recorded</source>
        <translation>Kein Ereignis aufgezeichnet</translation>
    </message>
</context>
<context>
    <name>ExchangeTable</name>
    <message>
        <source>Exchanges</source>
        <translation>Vorgänge</translation>
    </message>
</context>
<context>
    <name>FieldGrid</name>
    <message>
        <source>field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Send %1 %2</source>
        <translation>%1 %2 senden</translation>
    </message>
    <message>
        <source>Add a %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Name of %1 %2</source>
        <translation>Name von %1 %2</translation>
    </message>
    <message>
        <source>Value of %1 %2</source>
        <translation>Wert von %1 %2</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>Keine Datei</translation>
    </message>
    <message>
        <source>File of %1 %2</source>
        <translation>Datei von %1 %2</translation>
    </message>
    <message>
        <source>Remove %1 %2</source>
        <translation>%1 %2 entfernen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter, for example status:&gt;=400 host:api* time:&gt;200ms</source>
        <translation>Filter, zum Beispiel status:&gt;=400 host:api* time:&gt;200ms</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
</context>
<context>
    <name>HarDialogs</name>
    <message>
        <source>Import a HAR file</source>
        <translation>HAR-Datei importieren</translation>
    </message>
    <message>
        <source>HTTP archives (*.har)</source>
        <translation>HTTP-Archive (*.har)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export as HAR, secrets included</source>
        <translation>Als HAR exportieren, mit Geheimnissen</translation>
    </message>
    <message>
        <source>Export as HAR, secrets masked</source>
        <translation>Als HAR exportieren, Geheimnisse verdeckt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>HeadersPage</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Shows the heads byte for byte</source>
        <translation>Zeigt die Köpfe Byte für Byte</translation>
    </message>
    <message>
        <source>Copy request</source>
        <translation>Anfrage kopieren</translation>
    </message>
    <message>
        <source>Copy response</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>InspectorView</name>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Pages of the inspector</source>
        <translation>Seiten des Inspektors</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Verfasser</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Testserver</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Breakpoints (%1)</source>
        <translation>Haltepunkte (%1)</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>Haltepunkte</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Verbinden</translation>
    </message>
</context>
<context>
    <name>InspectorWindow</name>
    <message>
        <source>HTTP inspector</source>
        <translation>HTTP-Inspektor</translation>
    </message>
</context>
<context>
    <name>JsonView</name>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
</context>
<context>
    <name>LinesView</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>MemoryDialog</name>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Of each body in memory</source>
        <translation>Von jedem Inhalt im Speicher</translation>
    </message>
    <message>
        <source>Kibibytes of each body in memory</source>
        <translation>Kibibytes jedes Inhalts im Speicher</translation>
    </message>
    <message>
        <source>KiB</source>
        <translation>KiB</translation>
    </message>
    <message>
        <source>Of each body in all</source>
        <translation>Von jedem Inhalt insgesamt</translation>
    </message>
    <message>
        <source>Mebibytes of each body in all</source>
        <translation>Mebibytes jedes Inhalts insgesamt</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>All bodies together</source>
        <translation>Alle Inhalte zusammen</translation>
    </message>
    <message>
        <source>Mebibytes of all bodies together</source>
        <translation>Mebibytes aller Inhalte zusammen</translation>
    </message>
    <message>
        <source>Exchanges in the table</source>
        <translation>Vorgänge in der Tabelle</translation>
    </message>
    <message>
        <source>What is above it goes to a temporary file, as far as all bodies together allow. It counts for bodies that come from now on; the oldest exchanges make room at once.</source>
        <translation>Was darüber ist, geht in eine temporäre Datei, soweit es für alle Inhalte zusammen reicht. Das gilt für Inhalte, die von nun an kommen; die ältesten Vorgänge machen sofort Platz.</translation>
    </message>
    <message>
        <source>Now %1 in memory and %2 in the file; %3 were not kept.</source>
        <translation>Jetzt %1 im Speicher und %2 in der Datei; %3 wurden nicht behalten.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>trailer</source>
        <translation>Nachspann</translation>
    </message>
    <message>
        <source>The request has no head yet</source>
        <translation>Die Anfrage hat noch keinen Kopf</translation>
    </message>
    <message>
        <source>No response yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Köpfe</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::BinControl</name>
    <message>
        <source>echo</source>
        <translation>zurücksenden</translation>
    </message>
    <message>
        <source> after %1 ms</source>
        <translation> nach %1 ms</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::BodyContent</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>XML</source>
        <translation>XML</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>By type: %1</source>
        <translation>Nach Typ: %1</translation>
    </message>
    <message>
        <source>Truncated: only the first %1 of %2 were kept.</source>
        <translation>Abgeschnitten: nur die ersten %1 von %2 wurden behalten.</translation>
    </message>
    <message>
        <source>The first %1 are shown; saved is all of it.</source>
        <translation>Gezeigt werden die ersten %1; gespeichert wird alles.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No JSON: %1 at byte %2</source>
        <translation>Kein JSON: %1 bei Byte %2</translation>
    </message>
    <message>
        <source>No XML: %1</source>
        <translation>Kein XML: %1</translation>
    </message>
    <message>
        <source>The image has %1 × %2 pixels: too many to be shown.</source>
        <translation>Das Bild hat %1 × %2 Bildpunkte: zu viele, um es zu zeigen.</translation>
    </message>
    <message>
        <source>No image: %1</source>
        <translation>Kein Bild: %1</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Bildpunkte</translation>
    </message>
    <message>
        <source>file &quot;%1&quot;</source>
        <translation>Datei „%1“</translation>
    </message>
    <message>
        <source>No parts: the boundary that the type names is not in the body.</source>
        <translation>Keine Teile: die Grenze, die der Typ nennt, steht nicht im Inhalt.</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::BreakpointModel</name>
    <message>
        <source>%1, at character %2</source>
        <translation>%1, bei Zeichen %2</translation>
    </message>
    <message>
        <source>server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>%1&apos;s request</source>
        <translation>%1: Anfrage</translation>
    </message>
    <message>
        <source>%1&apos;s response</source>
        <translation>%1: Antwort</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>delay %1 ms</source>
        <translation>%1 ms verzögern</translation>
    </message>
    <message>
        <source>abort</source>
        <translation>abbrechen</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>zurücksetzen</translation>
    </message>
    <message>
        <source>each %1th</source>
        <translation>jeder %1.</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::Columns</name>
    <message>
        <source>attached</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>bin</source>
        <translation>Testserver</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>composer</source>
        <translation>Verfasser</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Waterfall</source>
        <translation>Wasserfall</translation>
    </message>
    <message>
        <source>Conn.</source>
        <translation>Verb.</translation>
    </message>
    <message>
        <source>Reused</source>
        <translation>Wieder</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::ComposerModel</name>
    <message>
        <source>There is no URL yet.</source>
        <translation>Es gibt noch keine URL.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>%1, %2 so far</source>
        <translation>%1, bisher %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>It ended without an answer.</source>
        <translation>Es endete ohne Antwort.</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>0 of %1</source>
        <translation>0 von %1</translation>
    </message>
    <message>
        <source>No cURL command: %1 at %2.</source>
        <translation>Kein cURL-Befehl: %1 bei %2.</translation>
    </message>
    <message>
        <source>Passed over: %1</source>
        <translation>Übergangen: %1</translation>
    </message>
    <message>
        <source>The body is not whole: %1 of %2 bytes were kept.</source>
        <translation>Der Inhalt ist nicht vollständig: %1 von %2 Bytes wurden behalten.</translation>
    </message>
    <message>
        <source>It cannot be sent as it was: %1 of %2 bytes of its body were kept.</source>
        <translation>So, wie sie war, kann sie nicht gesendet werden: %1 von %2 Bytes ihres Inhalts wurden behalten.</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::Details</name>
    <message>
        <source>Queued</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Exchange on it</source>
        <translation>Vorgang darauf</translation>
    </message>
    <message>
        <source>number %1</source>
        <translation>Nummer %1</translation>
    </message>
    <message>
        <source>Reused</source>
        <translation>Wieder</translation>
    </message>
    <message>
        <source>yes: it was open before</source>
        <translation>ja: sie war schon offen</translation>
    </message>
    <message>
        <source>no: made for this request</source>
        <translation>nein: für diese Anfrage geöffnet</translation>
    </message>
    <message>
        <source>This end</source>
        <translation>Dieses Ende</translation>
    </message>
    <message>
        <source>Other end</source>
        <translation>Anderes Ende</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>ALPN</source>
        <translation>ALPN</translation>
    </message>
    <message>
        <source>Certificate problem</source>
        <translation>Problem des Zertifikats</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Issuer %1</source>
        <translation>Aussteller %1</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>byte %1 of %2</source>
        <translation>Byte %1 von %2</translation>
    </message>
    <message>
        <source>High-water mark</source>
        <translation>Wassermarke</translation>
    </message>
    <message>
        <source>Most that waited</source>
        <translation>Höchstens wartend</translation>
    </message>
    <message>
        <source>Of that in the socket</source>
        <translation>Davon im Socket</translation>
    </message>
    <message>
        <source>Writer paused for</source>
        <translation>Schreiber angehalten für</translation>
    </message>
    <message>
        <source>Reader paused for</source>
        <translation>Leser angehalten für</translation>
    </message>
    <message>
        <source>neither: nobody had to wait</source>
        <translation>keine: niemand musste warten</translation>
    </message>
    <message>
        <source>this server, which reads slowly</source>
        <translation>dieser Server, der langsam liest</translation>
    </message>
    <message>
        <source>this client, which reads slowly</source>
        <translation>dieser Client, der langsam liest</translation>
    </message>
    <message>
        <source>the client, which reads slowly</source>
        <translation>der Client, der langsam liest</translation>
    </message>
    <message>
        <source>the server, which reads slowly</source>
        <translation>der Server, der langsam liest</translation>
    </message>
    <message>
        <source>Slow side</source>
        <translation>Langsame Seite</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>upgraded: the connection speaks another protocol now</source>
        <translation>umgestellt: die Verbindung spricht jetzt ein anderes Protokoll</translation>
    </message>
    <message>
        <source>only the first %1 were kept</source>
        <translation>nur die ersten %1 wurden behalten</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Gesehen von</translation>
    </message>
    <message>
        <source>the client</source>
        <translation>dem Client</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>dem Server</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Request body</source>
        <translation>Inhalt der Anfrage</translation>
    </message>
    <message>
        <source>Response body</source>
        <translation>Inhalt der Antwort</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>%1 up, %2 down</source>
        <translation>%1 hin, %2 her</translation>
    </message>
    <message>
        <source>but the certificate was refused</source>
        <translation>aber das Zertifikat wurde abgelehnt</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::HarJob</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, at byte %2: %3</source>
        <translation>%1, bei Byte %2: %3</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::JsonTreeModel</name>
    <message numerus="yes">
        <source>{ %n member(s) }</source>
        <translation>
            <numerusform>{ %n Eintrag }</numerusform>
            <numerusform>{ %n Einträge }</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[ %n item(s) ]</source>
        <translation>
            <numerusform>[ %n Wert ]</numerusform>
            <numerusform>[ %n Werte ]</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::PoolModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 busy, %2 idle, %3 waiting</source>
        <translation>%1 beschäftigt, %2 frei, %3 wartend</translation>
    </message>
    <message>
        <source>%1 opened, %2 reused, %3 queued (%4 at most), %5 dropped</source>
        <translation>%1 geöffnet, %2 wiederverwendet, %3 eingereiht (höchstens %4), %5 aufgegeben</translation>
    </message>
    <message>
        <source>with a request for %1</source>
        <translation>mit einer Anfrage seit %1</translation>
    </message>
    <message>
        <source>idle for %1</source>
        <translation>frei seit %1</translation>
    </message>
    <message>
        <source>Connection %1</source>
        <translation>Verbindung %1</translation>
    </message>
</context>
<context>
    <name>NodeHttp::Inspector::ProxyControl</name>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>To the server&apos;s end, no. %1</source>
        <translation>Zum Ende des Servers, Nr. %1</translation>
    </message>
    <message>
        <source>To the client&apos;s end, no. %1</source>
        <translation>Zum Ende des Clients, Nr. %1</translation>
    </message>
    <message>
        <source>Both ends are in this process</source>
        <translation>Beide Enden sind in diesem Prozess</translation>
    </message>
</context>
<context>
    <name>PairList</name>
    <message>
        <source>Names and values</source>
        <translation>Namen und Werte</translation>
    </message>
</context>
<context>
    <name>PoolPage</name>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Watches the pools while it is pressed</source>
        <translation>Beobachtet die Verbindungen, solange es gedrückt ist</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Forgets connections that are gone, and counts anew</source>
        <translation>Vergisst beendete Verbindungen und zählt neu</translation>
    </message>
    <message>
        <source>Dropped connections</source>
        <translation>Beendete Verbindungen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Dropped in</source>
        <translation>Ende in</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Pools of connections</source>
        <translation>Verbindungen der Agenten</translation>
    </message>
    <message>
        <source>No agent has a connection yet. Requests of this process, those of the composer included, appear here.</source>
        <translation>Noch kein Agent hat eine Verbindung. Anfragen dieses Prozesses, auch die des Verfassers, erscheinen hier.</translation>
    </message>
    <message>
        <source>The pools are not watched.</source>
        <translation>Die Verbindungen werden nicht beobachtet.</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>beendet</translation>
    </message>
</context>
<context>
    <name>PortRow</name>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port of the %1; 0 takes any free one</source>
        <translation>Port, %1; 0 nimmt irgendeinen freien</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop the %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Start the %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>listens on this machine only</source>
        <translation>hört nur auf diesem Rechner</translation>
    </message>
    <message>
        <source>0 takes any free port</source>
        <translation>0 nimmt irgendeinen freien Port</translation>
    </message>
</context>
<context>
    <name>PressurePage</name>
    <message>
        <source>%1 times the high-water mark</source>
        <translation>%1-mal die Wassermarke</translation>
    </message>
    <message>
        <source>high-water mark</source>
        <translation>Wassermarke</translation>
    </message>
    <message>
        <source>Nothing had to wait</source>
        <translation>Nichts musste warten</translation>
    </message>
</context>
<context>
    <name>ProxyPage</name>
    <message>
        <source>proxy</source>
        <translation>Proxy</translation>
    </message>
    <message numerus="yes">
        <source>%Ln plain request(s) stand in the traffic. HTTPS goes through tunnels: nothing inside them is read.</source>
        <translation>
            <numerusform>%Ln unverschlüsselte Anfrage steht im Verkehr. HTTPS geht durch Tunnel: Nichts darin wird gelesen.</numerusform>
            <numerusform>%Ln unverschlüsselte Anfragen stehen im Verkehr. HTTPS geht durch Tunnel: Nichts darin wird gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Plain HTTP is recorded in full; HTTPS goes through tunnels, whose bytes are counted and not read.</source>
        <translation>Unverschlüsseltes HTTP wird ganz aufgezeichnet; HTTPS geht durch Tunnel, deren Bytes gezählt und nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Tunnels</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>No tunnel yet.</source>
        <translation>Noch kein Tunnel.</translation>
    </message>
    <message>
        <source>Start the proxy, and point a browser or a program at it.</source>
        <translation>Starten Sie den Proxy und richten Sie einen Browser oder ein Programm darauf.</translation>
    </message>
    <message>
        <source>%1, %2 up, %3 down</source>
        <translation>%1, %2 gesendet, %3 empfangen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>ResendMenu</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Edit and send…</source>
        <translation>Ändern und senden…</translation>
    </message>
    <message>
        <source>Copy as cURL (bash, zsh)</source>
        <translation>Als cURL kopieren (bash, zsh)</translation>
    </message>
    <message>
        <source>Copy as cURL (Windows)</source>
        <translation>Als cURL kopieren (Windows)</translation>
    </message>
    <message>
        <source>Copy as NodeHttp, C++</source>
        <translation>Als NodeHttp kopieren, C++</translation>
    </message>
    <message>
        <source>Copy as NodeHttp, QML</source>
        <translation>Als NodeHttp kopieren, QML</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>Copy URL</source>
        <translation>URL kopieren</translation>
    </message>
    <message>
        <source>Copy &quot;%1&quot;</source>
        <translation>„%1“ kopieren</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Copy request head</source>
        <translation>Kopf der Anfrage kopieren</translation>
    </message>
    <message>
        <source>Copy response head</source>
        <translation>Kopf der Antwort kopieren</translation>
    </message>
    <message>
        <source>Go to the other end</source>
        <translation>Zum anderen Ende</translation>
    </message>
    <message>
        <source>Export this exchange…</source>
        <translation>Diesen Vorgang exportieren…</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Text in headers and bodies</source>
        <translation>Text in Köpfen und Inhalten</translation>
    </message>
    <message>
        <source>Text to search for</source>
        <translation>Gesuchter Text</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
</context>
<context>
    <name>ShortcutHelp</name>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Search in headers and bodies</source>
        <translation>In Köpfen und Inhalten suchen</translation>
    </message>
    <message>
        <source>Next and previous hit</source>
        <translation>Nächster und voriger Treffer</translation>
    </message>
    <message>
        <source>Another exchange</source>
        <translation>Anderer Vorgang</translation>
    </message>
    <message>
        <source>To the details; Esc goes back</source>
        <translation>Zu den Einzelheiten; Esc führt zurück</translation>
    </message>
    <message>
        <source>Another page of the details</source>
        <translation>Andere Seite der Einzelheiten</translation>
    </message>
    <message>
        <source>Another page of the inspector</source>
        <translation>Andere Seite des Inspektors</translation>
    </message>
    <message>
        <source>Go to the other end of the exchange</source>
        <translation>Zum anderen Ende des Vorgangs</translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>Die Zeile kopieren</translation>
    </message>
    <message>
        <source>Record, or stop</source>
        <translation>Aufzeichnen oder anhalten</translation>
    </message>
    <message>
        <source>Hold the table, or let it go on</source>
        <translation>Tabelle anhalten oder weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Import a HAR file</source>
        <translation>HAR-Datei importieren</translation>
    </message>
    <message>
        <source>Export what is shown as a HAR file</source>
        <translation>Gezeigtes als HAR-Datei exportieren</translation>
    </message>
    <message>
        <source>Menu of the row</source>
        <translation>Menü der Zeile</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Edit the chosen request in the composer</source>
        <translation>Gewählte Anfrage im Verfasser ändern</translation>
    </message>
    <message>
        <source>Send the chosen request again</source>
        <translation>Gewählte Anfrage noch einmal senden</translation>
    </message>
    <message>
        <source>Composer: send; Ctrl+. aborts</source>
        <translation>Verfasser: senden; Ctrl+. bricht ab</translation>
    </message>
    <message>
        <source>Breakpoints: let the exchange go on</source>
        <translation>Haltepunkte: Vorgang weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Details below or at the right</source>
        <translation>Einzelheiten unten oder rechts</translation>
    </message>
    <message>
        <source>Larger and smaller details</source>
        <translation>Einzelheiten größer und kleiner</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln exchange(s)</source>
        <translation>
            <numerusform>%Ln Vorgang</numerusform>
            <numerusform>%Ln Vorgänge</numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 of %L2 exchanges</source>
        <translation>%L1 von %L2 Vorgängen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, held</source>
        <translation>
            <numerusform>%Ln neuer, angehalten</numerusform>
            <numerusform>%Ln neue, angehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 dropped above the cap of %L2</source>
        <translation>%L1 verworfen über der Grenze von %L2</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>HAR file</source>
        <translation>HAR-Datei</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Bin %1</source>
        <translation>Testserver %1</translation>
    </message>
    <message>
        <source>Proxy %1</source>
        <translation>Proxy %1</translation>
    </message>
    <message>
        <source>F1: keys</source>
        <translation>F1: Tasten</translation>
    </message>
</context>
<context>
    <name>SuggestField</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>TableHeader</name>
    <message>
        <source>, sorted downwards</source>
        <translation>, absteigend sortiert</translation>
    </message>
    <message>
        <source>, sorted upwards</source>
        <translation>, aufsteigend sortiert</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>Titles of the columns</source>
        <translation>Titel der Spalten</translation>
    </message>
    <message>
        <source>Move to the left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Move to the right</source>
        <translation>Nach rechts</translation>
    </message>
</context>
<context>
    <name>TimingPage</name>
    <message>
        <source>No times yet</source>
        <translation>Noch keine Zeiten</translation>
    </message>
    <message>
        <source>%1 on a connection that was open before</source>
        <translation>%1 über eine Verbindung, die schon offen war</translation>
    </message>
    <message>
        <source>%1 with a connection of its own</source>
        <translation>%1 mit eigener Verbindung</translation>
    </message>
    <message>
        <source>%1 at the server</source>
        <translation>%1 auf dem Server</translation>
    </message>
</context>
<context>
    <name>Traffic</name>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Records exchanges while it is pressed</source>
        <translation>Zeichnet Vorgänge auf, solange es gedrückt ist</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>New exchanges wait while it is pressed</source>
        <translation>Neue Vorgänge warten, solange es gedrückt ist</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Keeps the newest exchange in sight</source>
        <translation>Hält den neuesten Vorgang im Blick</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Import HAR…</source>
        <translation>HAR importieren…</translation>
    </message>
    <message>
        <source>Export what is shown as HAR…</source>
        <translation>Gezeigtes als HAR exportieren…</translation>
    </message>
    <message>
        <source>Show secrets</source>
        <translation>Geheimnisse zeigen</translation>
    </message>
    <message>
        <source>Exchanges of this process</source>
        <translation>Vorgänge dieses Prozesses</translation>
    </message>
    <message>
        <source>Details at the right</source>
        <translation>Einzelheiten rechts</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Spalten…</translation>
    </message>
    <message>
        <source>Memory…</source>
        <translation>Speicher…</translation>
    </message>
</context>
</TS>
