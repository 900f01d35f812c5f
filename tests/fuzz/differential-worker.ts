/** Holds fast readers against slow ones within one thread; the main thread watches that no body takes for ever. */
import { parentPort, workerData } from 'node:worker_threads';
import { seededRandom } from '../../src/maths/random.ts';
import { type Coverage, startCoverage } from './coverage.ts';
import type { Differential } from './differential.ts';
import { differentials } from './differentials.ts';
import type { Finding, Report, Task } from './finding.ts';
import { mutateBody, pick } from './mutate-body.ts';

const task = workerData as Task;
const mostParents = 1_500;
const mostFindings = 20;
/** Asking for the coverage takes longer than a body does. */
const perLook = 200;

function difference({ differs }: Differential, body: Buffer): string | null {
  try {
    return differs(body);
  } catch (error) {
    return `threw ${(error as Error).stack ?? error}`;
  }
}

/**
 * Of the bodies that together reached new blocks, one that reaches one of them; found by halves, since asking for the coverage is
 * slow. Null where none does alone.
 */
async function reaching(target: Differential, bodies: Buffer[], coverage: Coverage, blocks: string[]) {
  let left = bodies;
  while (left.length > 1) {
    const half = left.slice(0, left.length >> 1);
    await coverage.ran([]);
    for (const body of half) difference(target, body);
    left = (await coverage.ran(blocks)) ? half : left.slice(half.length);
  }
  await coverage.ran([]);
  for (const body of left) difference(target, body);
  return (await coverage.ran(blocks)) ? left[0]! : null;
}

async function fuzz(): Promise<Report> {
  const random = seededRandom(task.seed);
  const wanted = differentials.filter(({ name }) => task.only === null || name.includes(task.only));
  const pools = new Map(wanted.map((target) => [target, [...target.seeds]]));
  const findings: Finding[] = [];
  const inputs: Record<string, number> = Object.fromEntries(wanted.map(({ name }) => [name, 0]));
  let kept = 0;

  function tried(target: Differential, body: Buffer): void {
    const sent = { method: '', path: '', headers: {}, body: body.toString('base64') };
    parentPort!.postMessage({ trying: sent });
    inputs[target.name]! += 1;
    const why = difference(target, body);
    if (why !== null && findings.length < mostFindings) findings.push({ why, entrance: target.name, ...sent });
  }

  const coverage = await startCoverage(wanted.flatMap(({ covers }) => covers));
  for (const [target, seeds] of pools) for (const seed of seeds) tried(target, seed);
  const until = performance.now() + task.seconds * 1_000;
  while (performance.now() < until && findings.length < mostFindings) {
    const [target, pool] = pick(random, [...pools]);
    const parent = pick(random, pool);
    const children: Buffer[] = [];
    for (let nth = 0; nth < perLook && findings.length < mostFindings; nth++) {
      const child = mutateBody(target, parent, pick(random, pool), random);
      children.push(child);
      tried(target, child);
    }
    const fresh = await coverage.fresh();
    if (fresh.length === 0) continue;
    kept += 1;
    const found = await reaching(target, children, coverage, fresh);
    pool.push(found ?? pick(random, children), pick(random, children), pick(random, children));
    if (pool.length > mostParents) pool.splice(target.seeds.length, 3);
  }
  const blocks = coverage.blocks();
  await coverage.stop();
  const memoryMb = Math.round(process.memoryUsage().rss / 1_048_576);
  const all = Object.values(inputs).reduce((sum, n) => sum + n, 0);
  return { inputs: all, kept, blocks, memoryMb, counted: inputs, findings };
}

parentPort!.postMessage({ report: await fuzz() });
