// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// How values look in a transcript. qt/text.cpp writes the same.

const shortest = 40; // runs of one character from this length on are written as <x*40>

function escape(text) {
  let out = '';
  for (let i = 0; i < text.length;) {
    let end = i + 1;
    while (end < text.length && text[end] === text[i]) ++end;
    const one = escapeOne(text.charCodeAt(i));
    out += end - i >= shortest ? `<${one}*${end - i}>` : one.repeat(end - i);
    i = end;
  }
  return out;
}

function escapeOne(unit) {
  switch (unit) {
    case 0x0a: return '\\n';
    case 0x0d: return '\\r';
    case 0x09: return '\\t';
    case 0x22: return '\\"';
    case 0x5c: return '\\\\';
  }
  if (unit >= 0x20 && unit <= 0x7e) return String.fromCharCode(unit);
  if (unit <= 0xff) return '\\x' + unit.toString(16).padStart(2, '0');
  return '\\u' + unit.toString(16).padStart(4, '0');
}

function format(value) {
  if (value === null) return 'null';
  if (Buffer.isBuffer(value)) return `bytes "${escape(value.toString('latin1'))}"`;
  switch (typeof value) {
    case 'undefined': return 'undefined';
    case 'string': return `"${escape(value)}"`;
    case 'object': break;
    default: return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(format).join(', ')}]`;
  if (value instanceof Error) return formatError(value);
  const plain = [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!plain) return `a ${value.constructor.name}`; // an object the scenario has no name for
  return `{${Object.keys(value).map((key) => `${escape(key)}: ${format(value[key])}`).join(', ')}}`;
}

// What a parser says depends on its version. "code": its code; "text": all of it; "any": that it was some parse error.
function formatError(error, detail = 'code') {
  if (!error.code || !error.code.startsWith('HPE_'))
    return `${error.name} ${error.code || '-'} "${escape(error.message)}"`;
  if (detail !== 'text') return `${error.name} ${detail === 'any' ? 'HPE_*' : error.code}`;
  const packet = error.rawPacket ? error.rawPacket.length : 'no packet';
  return `${error.name} ${error.code} "${escape(error.message)}" at ${error.bytesParsed || 0} of ${packet}`;
}

// Wire bytes, one line of the transcript for each line on the wire.
function wire(prefix, bytes) {
  const text = bytes.replace(/(Date: )\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '$1<D>');
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) || [];
  return lines.map((line, i) => `${i ? ' '.repeat(prefix.length) : prefix} ${escape(line)}`);
}

module.exports = { escape, format, formatError, wire };
