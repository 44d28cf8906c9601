// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Whether two transcripts of a random program say the same. The order of events is compared within each exchange, and of
// bytes and ends on each connection. How events of different exchanges fall between each other depends, in Node, on
// which callback of its parser runs; the scenarios compare that where a rule speaks of it.

function groups(text) {
  const map = new Map();
  let current = '';
  for (const line of text.split('\n')) {
    const exchange = /^(?:server \w+ .*?\b|server \w+ )?(?:req|res)(\d+)\b/.exec(line) || /^callback (\d+)/.exec(line) || / = req(\d+)$/.exec(line);
    if (exchange) current = exchange[1];
    else if (!line.startsWith(' ')) current = line.split(/[ .]/)[0];
    if (!map.has(current)) map.set(current, []);
    map.get(current).push(line);
  }
  return map;
}

// docs/differences.md, "Events": messages that Node forgets together with their connection close here, and say that
// nothing can be written any more. Behind 'close' Node may still emit 'drain' or 'data', and 'end' although it emitted
// 'aborted'. Whether a body under destroy() is complete depends on how much of its packet was looked at.
function withoutForgotten(lines, nodes) {
  const closes = (list, kind) => list.some((line) => new RegExp(`^${kind}\\d+ close\\b`).test(line));
  const forgotten = (kind) => closes(lines, kind) && !closes(nodes, kind);
  const [req, res] = [forgotten('req'), forgotten('res')];
  const aborted = nodes.some((line) => /^req\d+ close .*aborted=true/.test(line));
  const clean = (list) => list
    .filter((line) => !(aborted && /^req\d+ end\b/.test(line)))
    .filter((line) => !(req && /^req\d+ (close|aborted|error|complete=)/.test(line)))
    .filter((line) => !(res && /^(res\d+ close\b|callback)/.test(line)) && !/^callback .* ERR_STREAM_DESTROYED/.test(line))
    .filter((line) => !(res && /^res\d+ error .* ERR_STREAM_WRITE_AFTER_END/.test(line)))
    .filter((line, i, all) => !(/^(res\d+ drain|req\d+ data)\b/.test(line) && all.slice(0, i).some((one) => one.startsWith(`${line.split(' ')[0]} close`))))
    .map((line) => line.replace(/^(req\d+ close .*)complete=\w+ (aborted=true)/, '$1$2'))
    .map((line) => (res ? line.replace(/^(res\d+\.write\(.*\) = )(true|false)$/, '$1…') : line));
  return [clean(lines.filter(isTold(nodes))), clean(nodes.filter(isWanted))];
}

// Behind destroy() Node may still deliver what it had buffered.
function isWanted(line, i, all) {
  const request = /^(req\d+) data\b/.exec(line);
  return !request || !all.slice(0, i).some((one) => one.startsWith(`${request[1]}.destroy(`));
}

// "Requests": once the response has come whole, Node does not listen for its socket's 'drain' any more.
function isTold(nodes) {
  const drains = (line) => /^req\d+ drain\b/.test(line);
  let told = nodes.filter(drains).length;
  return (line, i, all) => !drains(line) || told-- > 0 || !all.slice(0, i).some((one) => /^req\d+ response\b/.test(one));
}

// The same chapter: a paused request ends with its connection here, while Node's can be resumed later.
function untilResumed(lines, nodes) {
  const over = (line) => (/^req(\d+) close .*aborted=true/.exec(line) || [])[1];
  const outlived = lines.map(over).find((n) => n && nodes.some((line) => line.startsWith(`req${n} close `) && line.includes('aborted=false')));
  if (!outlived) return [lines, nodes];
  const end = (list) => list.slice(0, list.indexOf(`req${outlived}.resume()`))
    .filter((line) => !new RegExp(`^req${outlived} (error|aborted|close)`).test(line));
  return nodes.includes(`req${outlived}.resume()`) ? [end(lines), end(nodes)] : [lines, nodes];
}

function same(ours, node) {
  if (ours === node) return true;
  const [a, b] = [groups(ours), groups(node)];
  return [...new Set([...a.keys(), ...b.keys()])].every((key) => {
    const [mine, theirs] = withoutForgotten(...untilResumed(a.get(key) || [], b.get(key) || []));
    return mine.join('\n') === theirs.join('\n');
  });
}

module.exports = { same };
