/** Bodies of business events, made before the run; while it goes on only digits of times, ids and users are written over. */
import { gzipSync } from 'node:zlib';
import { methods, processes, steps } from '../catalogue.ts';
import type { Bodies } from './body-shape.ts';

const minuteMs = 60_000;
/** `2026-11-20T10:15`: what changes in a time when a minute has passed. */
const minuteText = (at: number): string => new Date(at).toISOString().slice(0, 16);
const users = 200_000;
/** Long enough that a row without id and user has the 186 bytes that are told of. */
const channel = 'app';

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Template {
  bytes: Buffer;
  /** Where in each row the minute, the number of the request in the id and the number of the user begin. */
  minutes: Int32Array;
  ids: Int32Array;
  users: Int32Array;
}

const idDigits = 7;
/** Ids of one run of the load generator are not those of another. */
const run = Date.now().toString(36);
const userDigits = 6;
const digits = (value: number, length: number): string => String(value).padStart(length, '0');

function template(rows: number, series: number, named: { id: boolean; user: boolean }, random: () => number): Template {
  const minutes = new Int32Array(rows);
  const ids = new Int32Array(rows);
  const userAt = new Int32Array(rows);
  const parts: string[] = [];
  let length = 0;
  const put = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  for (let row = 0; row < rows; row++) {
    const which = Math.floor(random() * series);
    const step = steps[which % steps.length]!;
    const process = processes[Math.floor(which / 2) % processes.length]!;
    const method = methods[Math.floor(which / 4) % methods.length]!;
    const shard = digits(Math.floor(which / 20), 4);
    put(`{"process":"${process}","step":"${step}","at":"`);
    minutes[row] = length;
    put(`2026-01-01T00:00:${digits(Math.floor(random() * 60), 2)}.${digits(Math.floor(random() * 1_000), 3)}Z"`);
    if (named.id) {
      put(',"id":"');
      ids[row] = length;
      put(`${digits(0, idDigits)}-${digits(row, 5)}-${run}"`);
    }
    put(`,"amount":"${100 + Math.floor(random() * 900)}.${digits(Math.floor(random() * 100), 2)}","currency":"PLN"`);
    if (named.user) {
      put(',"user":"u-');
      userAt[row] = length;
      put(`${digits(0, userDigits)}"`);
    }
    put(`,"outcome":"${which % 20 === 19 ? 'failed' : 'ok'}","attributes":`);
    put(`{"method":"${method}","channel":"${channel}","shard":"${shard}"}}\n`);
  }
  return { bytes: Buffer.from(parts.join(''), 'latin1'), minutes, ids, users: userAt };
}

function overwrite(bytes: Buffer, offsets: Int32Array, text: string): void {
  const codes = Buffer.from(text, 'latin1');
  for (const offset of offsets) for (let at = 0; at < codes.length; at++) bytes[offset + at] = codes[at]!;
}

/** A new user for each row, of 200 000. */
function overwriteUsers({ bytes, users: offsets }: Template, random: () => number): void {
  for (const offset of offsets) {
    let user = Math.floor(random() * users);
    for (let at = userDigits - 1; at >= 0; at--) {
      bytes[offset + at] = 48 + (user % 10);
      user = Math.floor(user / 10);
    }
  }
}

/**
 * Rows of 186 bytes without id and user (some 220 with an id, 238 with both), whose times lie in the minute before the one in which they are sent. Without
 * ids a few bodies go round; with ids each connection has one of its own, which is written over while nothing of it is on its way.
 */
export function eventBodies(
  order: { rows: number; series: number; connections: number },
  named: { id: boolean; user: boolean; gzip: boolean },
): Bodies {
  const random = randomFrom(7);
  const count = named.id || named.user ? order.connections : Math.max(4, Math.ceil(32_000 / order.rows));
  const templates = Array.from({ length: count }, () => template(order.rows, order.series, named, random));
  let packed: Buffer[] = [];
  let minuteNow = 0;
  const moveTo = (minute: number): void => {
    minuteNow = minute;
    const text = minuteText((minute - 1) * minuteMs);
    for (const { bytes, minutes } of templates) overwrite(bytes, minutes, text);
    packed = named.gzip ? templates.map(({ bytes }) => gzipSync(bytes, { level: 6 })) : [];
  };
  moveTo(Math.floor(Date.now() / minuteMs));
  return {
    path: '/api/v1/events',
    headers: `content-type: application/x-ndjson\r\n${named.gzip ? 'content-encoding: gzip\r\n' : ''}`,
    source: 'events',
    rows: order.rows,
    body(connection, sequence) {
      const minute = Math.floor(Date.now() / minuteMs);
      if (minute !== minuteNow) moveTo(minute);
      const at = named.id || named.user ? connection : sequence % count;
      const chosen = templates[at]!;
      if (named.id) overwrite(chosen.bytes, chosen.ids, digits(sequence, idDigits));
      if (named.user) overwriteUsers(chosen, random);
      return packed[at] ?? chosen.bytes;
    },
  };
}
