import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { pastCampaigns, pastIncidents } from '../model/past.ts';
import { businessHistory, type Column } from './business.ts';
import { businessHeader, businessLines, technicalHeader, technicalLines } from './csv.ts';
import { pastServices } from './past-services.ts';
import { technicalHistory } from './technical.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** Technical history says one line per series and bin; a day of it is as many lines as six of the business. */
const technicalDays = 1;
/** Before that day, of few services and more coarsely. */
const coarseDays = 35;

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
const incidents = pastIncidents(until);
const technicalFrom = until - Math.min(days, technicalDays) * dayMs;

/** Ten days at a time keep the memory small. */
function* tenDays(from: number, to: number): Generator<{ columns: Column[]; start: number; end: number }> {
  for (let start = from; start < to; start += 10 * dayMs) {
    const end = Math.min(to, start + 10 * dayMs);
    yield { columns: businessHistory({ seed, from: start, to: end, incidents, campaigns }), start, end };
  }
}

/** The business of the whole time, and on the way what the services of the last weeks would have said of it. */
function* businessChunks(from: number, to: number, coarse: WriteStream): Generator<string> {
  yield businessHeader;
  for (const { columns, start, end } of tenDays(from, to)) {
    for (let minute = 0; minute < (end - start) / minuteMs; minute += 1_440) {
      yield businessLines(columns, start, minute, Math.min(minute + 1_440, (end - start) / minuteMs));
    }
    const coarseFrom = Math.max(start, until - coarseDays * dayMs);
    const coarseTo = Math.min(end, technicalFrom);
    const skipped = (coarseFrom - start) / minuteMs;
    const counted = columns.map((one) => ({ ...one, counts: one.counts.subarray(skipped) }));
    if (coarseFrom < coarseTo)
      coarse.write(technicalLines(pastServices(seed, coarseFrom, coarseTo, counted, incidents)));
  }
}

function* technicalChunks(from: number, to: number): Generator<string> {
  yield technicalHeader;
  for (let start = from; start < to; start += dayMs) {
    yield technicalLines(technicalHistory(seed, start, Math.min(to, start + dayMs), campaigns));
  }
}

await pipeline(Readable.from(technicalChunks(technicalFrom, until)), createWriteStream(join(out, 'technical.csv')));
const coarse = createWriteStream(join(out, 'technical-past.csv'));
coarse.write(technicalHeader);
await pipeline(
  Readable.from(businessChunks(until - days * dayMs, until, coarse)),
  createWriteStream(join(out, 'business.csv')),
);
coarse.end();
await finished(coarse);
console.log(`history of ${days} days is written`);
