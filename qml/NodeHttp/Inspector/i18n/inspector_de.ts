<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
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
    </context>
    <context>
        <name>BytesView</name>
        <message>
            <source>Bytes</source>
            <translation>Bytes</translation>
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
            <source>Node's event</source>
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
            <source>file "%1"</source>
            <translation>Datei „%1“</translation>
        </message>
        <message>
            <source>No parts: the boundary that the type names is not in the body.</source>
            <translation>Keine Teile: die Grenze, die der Typ nennt, steht nicht im Inhalt.</translation>
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
            <translation>gescheitert</translation>
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
        <name>OverviewPage</name>
        <message>
            <source>To the server's end, no. %1</source>
            <translation>Zum Ende des Servers, Nr. %1</translation>
        </message>
        <message>
            <source>To the client's end, no. %1</source>
            <translation>Zum Ende des Clients, Nr. %1</translation>
        </message>
        <message>
            <source>Both ends are in this process</source>
            <translation>Beide Enden sind in diesem Prozess</translation>
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
        <name>RowMenu</name>
        <message>
            <source>Copy URL</source>
            <translation>URL kopieren</translation>
        </message>
        <message>
            <source>Copy "%1"</source>
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
    </context>
</TS>
