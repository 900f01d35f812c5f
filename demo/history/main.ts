import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { pastCampaigns, pastIncidents } from '../model/past.ts';
import { businessHistory } from './business.ts';
import { businessHeader, businessLines, technicalHeader, technicalLines } from './csv.ts';
import { technicalHistory } from './technical.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** Technical history says one line per series and bin; a day of it is as many lines as six of the business. */
const technicalDays = 1;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    until: { type: 'string' },
    days: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const out = values.out;
if (out === undefined) throw new Error('--out DIR is needed');
const seed = Number(values.seed);
const days = Number(values.days);
const until = Number(values.until ?? Math.floor(Date.now() / minuteMs) * minuteMs);
const campaigns = pastCampaigns(until);

function* businessChunks(from: number, to: number): Generator<string> {
  yield businessHeader;
  // Ten days at a time keep the memory small.
  for (let start = from; start < to; start += 10 * dayMs) {
    const end = Math.min(to, start + 10 * dayMs);
    const columns = businessHistory({ seed, from: start, to: end, incidents: pastIncidents(until), campaigns });
    for (let minute = 0; minute < (end - start) / minuteMs; minute += 1_440) {
      yield businessLines(columns, start, minute, Math.min(minute + 1_440, (end - start) / minuteMs));
    }
  }
}

function* technicalChunks(from: number, to: number): Generator<string> {
  yield technicalHeader;
  for (let start = from; start < to; start += dayMs) {
    yield technicalLines(technicalHistory(seed, start, Math.min(to, start + dayMs), campaigns));
  }
}

const technicalFrom = until - Math.min(days, technicalDays) * dayMs;
await pipeline(Readable.from(technicalChunks(technicalFrom, until)), createWriteStream(join(out, 'technical.csv')));
await pipeline(
  Readable.from(businessChunks(until - days * dayMs, until)),
  createWriteStream(join(out, 'business.csv')),
);
console.log(`history of ${days} days is written`);
