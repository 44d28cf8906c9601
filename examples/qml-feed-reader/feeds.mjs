// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Reads JSON Feed, Atom and RSS. Returns { title, entries: [{ id, title, author, when, text }] }, or throws.

function unescaped(text) {
    const named = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " " };
    return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, what) => {
        if (what[0] !== "#")
            return named[what] ?? whole;
        const code = what[1].toLowerCase() === "x" ? parseInt(what.slice(2), 16) : parseInt(what.slice(1), 10);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    });
}

function plain(html) {
    const text = html.replace(/<(br|\/p|\/li|\/h\d)\b[^>]*>/gi, "\n").replace(/<[^>]*>/g, "");
    return unescaped(text).replace(/[ \t]+/g, " ").replace(/\s*\n\s*/g, "\n\n").trim();
}

function element(xml, name) {
    const found = xml.match(new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>([\\s\\S]*?)</(?:\\w+:)?${name}>`, "i"));
    if (!found)
        return "";
    const data = found[1].match(/^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/);
    return data ? data[1] : unescaped(found[1]);
}

function fromXml(xml) {
    const items = xml.match(/<(item|entry)\b[\s\S]*?<\/\1>/gi) ?? [];
    const head = xml.split(/<(?:item|entry)\b/i)[0];
    if (!/<(rss|feed|rdf:RDF)\b/i.test(head))
        throw new Error("This is no feed.");
    return {
        title: plain(element(head, "title")),
        entries: items.map(item => ({
            id: element(item, "id") || element(item, "guid") || element(item, "link") || element(item, "title"),
            title: plain(element(item, "title")),
            author: plain(element(element(item, "author") || item, "name") || element(item, "creator")),
            when: element(item, "updated") || element(item, "published") || element(item, "pubDate") || element(item, "date"),
            text: plain(element(item, "content") || element(item, "summary") || element(item, "encoded") || element(item, "description")),
        })),
    };
}

function fromJson(feed) {
    if (!String(feed.version).startsWith("https://jsonfeed.org/"))
        throw new Error("This is no feed.");
    return {
        title: String(feed.title ?? ""),
        entries: (feed.items ?? []).map(item => ({
            id: String(item.id),
            title: String(item.title ?? ""),
            author: String(item.authors?.[0]?.name ?? item.author?.name ?? ""),
            when: String(item.date_published ?? item.date_modified ?? ""),
            text: plain(String(item.content_html ?? item.content_text ?? item.summary ?? "")),
        })),
    };
}

export function parse(text) {
    return /^\s*\{/.test(text) ? fromJson(JSON.parse(text)) : fromXml(text);
}
