/** A program that Prometheus scrapes, and that knows exactly what it counted. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../src/maths/random.ts';

const edges = [0.1, 0.3, 1];
const codes = ['200', '500'] as const;

export interface CountingTarget {
  /** HOST:PORT. */
  address: string;
  /** What was ever counted, over all of its lives. */
  truth: { requests: Record<(typeof codes)[number], number>; underThreshold: number };
  scrapes: number;
  /** Passes some requests. */
  work(): void;
  /** From the next scrape on it counts from zero, as a process does that begins anew. Nothing is lost: the scrape saw everything. */
  restartAtNextScrape(): void;
  close(): Promise<void>;
}

/** A target whose counters stand at zero, without a failed request and thus without that series. */
export async function startTarget(seed: number): Promise<CountingTarget> {
  const random = seededRandom(seed);
  let counted = nothing();
  let restarting = false;
  const target: CountingTarget = {
    address: '',
    truth: { requests: { '200': 0, '500': 0 }, underThreshold: 0 },
    scrapes: 0,
    work() {
      for (let i = random.integer(0, 4); i > 0; i--) {
        const code = random.uniform() < 0.1 ? '500' : '200';
        const seconds = random.uniform() * 1.2;
        counted.requests[code] = (counted.requests[code] ?? 0) + 1;
        for (const [index, edge] of edges.entries()) if (seconds <= edge) counted.buckets[index]! += 1;
        counted.all += 1;
        counted.seconds += seconds;
        target.truth.requests[code] += 1;
        if (seconds <= 0.3) target.truth.underThreshold += 1;
      }
    },
    restartAtNextScrape() {
      restarting = true;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  const server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(textOf(counted));
    target.scrapes += 1;
    if (restarting) counted = nothing();
    restarting = false;
  });
  server.keepAliveTimeout = 1_000;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  target.address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return target;
}

interface Counted {
  requests: Partial<Record<(typeof codes)[number], number>>;
  buckets: number[];
  all: number;
  seconds: number;
}
const nothing = (): Counted => ({ requests: { '200': 0 }, buckets: edges.map(() => 0), all: 0, seconds: 0 });

function textOf({ requests, buckets, all, seconds }: Counted): string {
  const lines = [
    '# TYPE shop_requests_total counter',
    ...Object.entries(requests).map(([code, n]) => `shop_requests_total{code="${code}"} ${n}`),
    '# TYPE shop_request_duration_seconds histogram',
    ...buckets.map((n, i) => `shop_request_duration_seconds_bucket{le="${edges[i]}"} ${n}`),
    `shop_request_duration_seconds_bucket{le="+Inf"} ${all}`,
    `shop_request_duration_seconds_sum ${seconds}`,
    `shop_request_duration_seconds_count ${all}`,
    '# TYPE shop_queue_length gauge',
    `shop_queue_length ${all % 7}`,
  ];
  return `${lines.join('\n')}\n`;
}
