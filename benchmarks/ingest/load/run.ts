/** Runs the load generator as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endsWithThis } from '../ends-with.ts';
import type { LoadOrder, LoadReport } from './order.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Sends what the order says and resolves what came of it; rejects when a request failed. What is left out of the order has the usual value. */
export async function load(given: Pick<LoadOrder, 'url' | 'token' | 'kind'> & Partial<LoadOrder>): Promise<LoadReport> {
  const order: LoadOrder = {
    ...{
      rows: 1_000,
      series: 20,
      connections: 16,
      warmSeconds: 1,
      seconds: 5,
      perSecond: null,
      mostRequests: null,
      quiet: false,
    },
    ...given,
  };
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', order.quiet ? 'ignore' : 'inherit'] });
  endsWithThis(child);
  const exit = once(child, 'exit');
  child.stdin.end(JSON.stringify(order));
  const report = await text(child.stdout);
  const [code] = await exit;
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return JSON.parse(report) as LoadReport;
}
