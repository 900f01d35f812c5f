/** Sends bodies over connections that are kept open and adds up what was acknowledged. */
import type { Bodies } from './body-shape.ts';
import { type Answer, Connection } from './connection.ts';
import type { LoadOrder, LoadReport } from './order.ts';

const busyWaitMs = 50;
const wait = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** Sends until the time or the requests are over, then waits for every answer: what was sent is known to the last event. */
export async function sendAll(
  order: LoadOrder,
  bodies: Bodies,
  sources: Record<Bodies['source'], string>,
): Promise<LoadReport> {
  const connections = await Promise.all(Array.from({ length: order.connections }, () => Connection.open(order.url)));
  const head = headOf(order, bodies, sources);
  const run = `${Date.now().toString(36)}-${process.pid}`;
  const begin = performance.now();
  const measureFrom = begin + order.warmSeconds * 1_000;
  const end = measureFrom + order.seconds * 1_000;
  const totals = { requests: 0, sent: 0, accepted: 0, duplicate: 0, refused: 0, busy: 0 };
  const seconds = new Array<number>(Math.ceil(order.seconds) + 1).fill(0);
  const latencies: number[] = [];
  let sequence = 0;
  let bytes = 0;
  let lastAnswer = measureFrom;
  let cpuAtWarm: NodeJS.CpuUsage | null = null;

  async function work(connection: Connection, at: number): Promise<void> {
    for (;;) {
      const number = sequence++;
      if (order.mostRequests !== null && number >= order.mostRequests) return;
      const due = order.perSecond === null ? performance.now() : begin + (number * 1_000) / order.perSecond;
      if (due >= end) return;
      const early = due - performance.now();
      if (early > 0) await wait(early);
      const body = bodies.body(at, number);
      bytes = body.length;
      const lines = `${head}idempotency-key: ${run}-${number}\r\ncontent-length: ${body.length}\r\n\r\n`;
      let answer = await connection.send(lines, body);
      while (answer.status === 429 || answer.status === 503) {
        totals.busy += 1;
        await wait(busyWaitMs);
        answer = await connection.send(lines, body);
      }
      const now = performance.now();
      addAnswer(totals, answer, bodies.rows);
      if (now < measureFrom) continue;
      cpuAtWarm ??= process.cpuUsage();
      if (now >= end) continue;
      latencies.push(now - due);
      lastAnswer = now;
      seconds[Math.floor((now - measureFrom) / 1_000)]! += bodies.rows;
    }
  }

  await Promise.all(connections.map(work));
  const used = process.cpuUsage(cpuAtWarm ?? undefined);
  for (const connection of connections) connection.close();
  const took = order.mostRequests === null ? order.seconds : (lastAnswer - measureFrom) / 1_000;
  return {
    ...totals,
    measured: { events: latencies.length * bodies.rows, seconds: took, perSecond: seconds.slice(0, Math.floor(took)) },
    latencies: Array.from(Float64Array.from(latencies).sort(), (ms) => Math.round(ms * 1_000) / 1_000),
    bytesPerRequest: bytes,
    processorSeconds: (used.user + used.system) / 1e6,
  };
}

function headOf(
  { url, token }: LoadOrder,
  { path, headers, source }: Bodies,
  sources: Record<Bodies['source'], string>,
): string {
  const named = token === null ? '' : `authorization: Bearer ${token}\r\nwaga-source: ${sources[source]}\r\n`;
  return `POST ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\n${named}${headers}`;
}

/** Anything but an answer in the words of success ends the run: a benchmark of refusals would be fast. */
function addAnswer(
  totals: { requests: number; sent: number; accepted: number; duplicate: number; refused: number },
  { status, body }: Answer,
  rows: number,
): void {
  if (status < 200 || status > 299) throw new Error(`answered ${status}: ${body.toString('utf8').slice(0, 500)}`);
  totals.requests += 1;
  totals.sent += rows;
  if (body[0] !== 0x7b) {
    // protobuf: empty where everything was kept
    if (body.length > 0) throw new Error(`not everything was kept: ${body.toString('latin1').slice(0, 300)}`);
    totals.accepted += rows;
    return;
  }
  const {
    accepted = 0,
    duplicate = 0,
    rejected = [],
  } = JSON.parse(body.toString('utf8')) as {
    accepted?: number;
    duplicate?: number;
    rejected?: unknown[];
  };
  totals.accepted += accepted;
  totals.duplicate += duplicate;
  totals.refused += rejected.length;
}
