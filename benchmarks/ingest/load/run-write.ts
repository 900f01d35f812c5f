/** Runs the sender of remote write as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endsWithThis } from '../ends-with.ts';
import type { WriteOrder, WriteReport } from './write-order.ts';

const program = fileURLToPath(new URL('./write-main.ts', import.meta.url));

/** Rejects when a request failed. */
export async function runWrite(order: WriteOrder): Promise<WriteReport> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  endsWithThis(child);
  const exit = once(child, 'exit');
  child.stdin.end(JSON.stringify(order));
  const report = await text(child.stdout);
  const [code] = await exit;
  if (code !== 0) throw new Error(`the sender of remote write ended with ${code}`);
  return JSON.parse(report) as WriteReport;
}
