/**
 * A program with counters as Prometheus scrapes them. It has a clock of its own that goes on by 15 seconds at each scrape
 * and writes that time beside each value, so that minutes pass in less than a second and the test knows what each minute holds.
 */
import { createServer } from 'node:http';
import { minute, second } from '../../src/maths/instants.ts';

export interface Target {
  address: string;
  clock(): number;
  /** What the counters went up by, per series and minute of the scrape that told it. */
  counted(series: string): Map<number, number>;
  total(series: string): number;
  /** Values that are told at every scrape from now on; a series of this name appears with its first value. */
  add(series: string, n: number): void;
  /** What happens before each scrape. */
  onScrape(work: () => void): void;
  /** The clock goes on without a scrape. */
  sleep(ms: number): void;
  /** All counters begin at zero again, as after a restart of the program. */
  restart(): void;
  scrapes(): number;
  close(): Promise<void>;
}

export async function startTarget(from: number): Promise<Target> {
  let now = from;
  let scrapes = 0;
  let work = (): void => undefined;
  const values = new Map<string, number>();
  const fresh = new Map<string, number>();
  const minutes = new Map<string, Map<number, number>>();
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    now += 15 * second;
    scrapes += 1;
    work();
    const at = now - (now % minute);
    for (const [series, n] of fresh) {
      const known = minutes.get(series) ?? new Map<number, number>();
      minutes.set(series, known.set(at, (known.get(at) ?? 0) + n));
    }
    fresh.clear();
    const lines = [...values].map(([series, value]) => `${series} ${value} ${now}`);
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(`${lines.join('\n')}\n`);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  return {
    address: `127.0.0.1:${port}`,
    clock: () => now,
    counted: (series) => minutes.get(series) ?? new Map(),
    total: (series) => [...(minutes.get(series) ?? new Map<number, number>()).values()].reduce((a, b) => a + b, 0),
    add(series, n) {
      values.set(series, (values.get(series) ?? 0) + n);
      fresh.set(series, (fresh.get(series) ?? 0) + n);
    },
    onScrape(next) {
      work = next;
    },
    sleep(ms) {
      now += ms;
    },
    restart() {
      for (const series of values.keys()) values.set(series, 0);
    },
    scrapes: () => scrapes,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
