<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
    <context>
        <name>BreakpointPage</name>
        <message numerus="yes">
            <source>%Ln hit(s)</source>
            <translation>
                <numerusform>%Ln hit</numerusform>
                <numerusform>%Ln hits</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NodeHttp::Inspector::JsonTreeModel</name>
        <message numerus="yes">
            <source>{ %n member(s) }</source>
            <translation>
                <numerusform>{ %n member }</numerusform>
                <numerusform>{ %n members }</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>[ %n item(s) ]</source>
            <translation>
                <numerusform>[ %n item ]</numerusform>
                <numerusform>[ %n items ]</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProxyPage</name>
        <message numerus="yes">
            <source>%Ln plain request(s) stand in the traffic. HTTPS goes through tunnels: nothing inside them is read.</source>
            <translation>
                <numerusform>%Ln plain request stands in the traffic. HTTPS goes through tunnels: nothing inside them is read.</numerusform>
                <numerusform>%Ln plain requests stand in the traffic. HTTPS goes through tunnels: nothing inside them is read.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message numerus="yes">
            <source>%Ln exchange(s)</source>
            <translation>
                <numerusform>%Ln exchange</numerusform>
                <numerusform>%Ln exchanges</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new, held</source>
            <translation>
                <numerusform>%Ln new, held</numerusform>
                <numerusform>%Ln new, held</numerusform>
            </translation>
        </message>
    </context>
</TS>
