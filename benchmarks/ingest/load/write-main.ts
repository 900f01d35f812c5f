/**
 * Sends counters by remote write, a process of its own: reads where to as JSON from stdin, makes all bodies, sends them and writes what came
 * of it as JSON to stdout.
 */
import { text } from 'node:stream/consumers';
import { Connection } from './connection.ts';
import { writeStreams } from './write-bodies.ts';
import type { WriteOrder, WriteReport } from './write-order.ts';

const order = JSON.parse(await text(process.stdin)) as WriteOrder;
const streams = writeStreams(order.series, order.scrapes, order.connections, Date.now());
const { host, pathname } = new URL(order.url);
const lines = Object.entries(order.headers).map(([name, value]) => `${name}: ${value}\r\n`);
const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/x-protobuf\r\ncontent-encoding: snappy\r\nx-prometheus-remote-write-version: 0.1.0\r\n${lines.join('')}`;
const connections = await Promise.all(streams.map(() => Connection.open(order.url)));
let busy = 0;

async function send(stream: readonly Buffer[], connection: Connection): Promise<void> {
  for (const body of stream) {
    for (;;) {
      const { status, body: said } = await connection.send(`${head}content-length: ${body.length}\r\n\r\n`, body);
      if (status >= 200 && status < 300) break;
      if (status !== 429 && status !== 503)
        throw new Error(`answered ${status}: ${said.toString('utf8').slice(0, 300)}`);
      busy += 1;
      await new Promise((next) => setTimeout(next, 50));
    }
  }
}

const began = performance.now();
await Promise.all(streams.map((stream, at) => send(stream, connections[at]!)));
const seconds = (performance.now() - began) / 1_000;
for (const connection of connections) connection.close();
const bytes = streams.flat().reduce((sum, body) => sum + body.length, 0);
const report: WriteReport = { samples: order.series * order.scrapes, seconds, busy, bytes };
process.stdout.write(JSON.stringify(report));
