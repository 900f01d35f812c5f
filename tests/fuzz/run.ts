/**
 * `node tests/fuzz/run.ts --seconds 300 [--seed 1] [--only NAME]`: sends mutated requests to every entrance of a real
 * server, led by which code they reach, and ends with 1 when one was answered with a fault, hung, crashed the server or gave
 * a person away. A third of the time is for the fast readers that are held against slow ones (differential.ts), where a finding
 * is a body on which the two differ. Each finding is written to test-output/fuzz with all that is needed to send it again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { differentials } from './differentials.ts';
import { entrances } from './entrances.ts';
import type { Finding, Report, Task } from './finding.ts';

const hungMs = 60_000;
/** A server that starts behind everything else, as beside the other checks, takes its time before the first request. */
const startMs = 300_000;
const mostMemoryMb = 2_048;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '300' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = values.seed === undefined ? Math.floor(Date.now() / 1_000) % 1_000_000 : Number(values.seed);
const task: Task = { seed, seconds: Number(values.seconds), only: values.only ?? null };
if (!Number.isInteger(task.seed) || !(task.seconds > 0)) throw new Error('--seconds and --seed: expected numbers');

const folder = join(import.meta.dirname, '../../test-output/fuzz');
type Trying = Omit<Finding, 'why' | 'entrance'>;

function watched(program: URL, task: Task): Promise<Report> {
  const worker = new Worker(program, { workerData: task });
  let trying: Trying | null = null;
  let heard = performance.now();
  return new Promise((resolve) => {
    const broken = (why: string): void => {
      clearInterval(watch);
      void worker.terminate();
      const findings = trying === null ? [] : [{ why, entrance: 'unknown', ...trying }];
      if (trying === null) console.error(why);
      resolve({ inputs: 0, kept: 0, blocks: 0, memoryMb: 0, counted: {}, findings });
    };
    const watch = setInterval(() => {
      const patience = trying === null ? startMs : hungMs;
      if (performance.now() - heard > patience) broken(`no answer within ${patience} ms`);
      if (process.memoryUsage().rss > mostMemoryMb * 1_048_576) broken(`more than ${mostMemoryMb} MB of memory`);
    }, 500);
    worker.on('message', (message: { trying?: Trying; report?: Report }) => {
      heard = performance.now();
      if (message.trying) trying = message.trying;
      if (message.report) {
        clearInterval(watch);
        resolve(message.report);
      }
    });
    worker.on('error', (error) => broken(`the server fell: ${(error as Error).stack ?? error}`));
  });
}

console.log(`fuzz: seed ${task.seed}, ${task.seconds} s${task.only ? `, only ${task.only}` : ''}`);
mkdirSync(folder, { recursive: true });
const named = ({ name }: { name: string }): boolean => task.only === null || name.includes(task.only);
const parts = [
  { program: new URL('./fuzz-worker.ts', import.meta.url), weight: entrances.some(named) ? 2 : 0 },
  { program: new URL('./differential-worker.ts', import.meta.url), weight: differentials.some(named) ? 1 : 0 },
].filter(({ weight }) => weight > 0);
const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
if (weights === 0) throw new Error(`--only: nothing is named like ${task.only}`);

let bad = 0;
for (const { program, weight } of parts) {
  const report = await watched(program, { ...task, seconds: (task.seconds * weight) / weights });
  for (const finding of report.findings) {
    const kept = join(folder, `${task.seed}-${bad++}.json`);
    writeFileSync(kept, JSON.stringify(finding, null, 2));
    console.log(`fuzz: FOUND at ${finding.entrance}: ${finding.why}\n      ${kept}`);
  }
  const { inputs, kept, blocks, memoryMb, counted } = report;
  console.log(
    `fuzz: ${inputs} inputs, ${kept} reached new code (${blocks} blocks of it), ${memoryMb} MB, ${JSON.stringify(counted)}`,
  );
  if (inputs === 0 && report.findings.length === 0) bad += 1;
}
console.log(`fuzz: ${bad} findings`);
process.exit(bad === 0 ? 0 : 1);
