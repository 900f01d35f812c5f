/** Requests of remote write 1.0 as a Prometheus sends them: scrapes of counters every 15 seconds, 500 samples each, snappy. */
import { writeMessage } from '../../../src/features/signals/remote-write/message-schema.ts';
import { compress } from './snappy.ts';

export const samplesPerRequest = 500;
const scrapeMs = 15_000;

const routes = ['/cart', '/pay', '/orders', '/search', '/login'];
const label = (name: string, value: string) => ({ name, value });

/** One counter of a service: its labels in order of their names, as senders keep them. */
function labelsOf(index: number) {
  return [
    label('__name__', 'http_requests_total'),
    label('code', index % 10 === 9 ? '500' : '200'),
    label('job', `service-${Math.floor(index / 10) % 1_000}`),
    label('route', routes[Math.floor(index / 2) % routes.length]!),
    label('shard', String(Math.floor(index / 10_000))),
    label('zone', index % 2 === 0 ? 'a' : 'b'),
  ];
}

/** What the counter rose by until scrape number `at`: always the same for a series. */
const counterAt = (index: number, at: number): number => at * (1 + (index % 40));

/**
 * Streams of requests, each in order of time and over series of its own, so that every stream can go over a connection of its own
 * without a sample ever coming out of order. The last scrape is that of `now` (epoch milliseconds).
 */
export function writeStreams(series: number, scrapes: number, streams: number, now: number): Buffer[][] {
  const first = Math.floor(now / scrapeMs) * scrapeMs - (scrapes - 1) * scrapeMs;
  const all: Buffer[][] = Array.from({ length: streams }, () => []);
  const bits = Buffer.alloc(8);
  for (let at = 0; at < scrapes; at++) {
    for (let from = 0; from < series; from += samplesPerRequest) {
      const timeseries = Array.from({ length: Math.min(samplesPerRequest, series - from) }, (_, index) => {
        bits.writeDoubleLE(counterAt(from + index, at));
        const value = { low: bits.readInt32LE(0), high: bits.readInt32LE(4), unsigned: true };
        return { labels: labelsOf(from + index), samples: [{ value, timestamp: first + at * scrapeMs }] };
      });
      const encoded = writeMessage.encode(writeMessage.fromObject({ timeseries })).finish();
      all[(from / samplesPerRequest) % streams]!.push(compress(Buffer.from(encoded)));
    }
  }
  return all;
}
