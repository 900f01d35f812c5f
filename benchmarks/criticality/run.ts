/**
 * `node benchmarks/criticality/run.ts`: how long it takes to work out a company of 1 000 components, 5 000 edges and 60 processes
 * (availability, importances of all components, money at risk, cut sets), beside Monte Carlo with the same time in the same
 * run and its error, a what-if and the structural hints; then a company in which everybody needs everybody, where bounds are needed; then the largest known
 * fault tree. Times are medians of three after a warm-up.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Document } from '../../src/features/catalog/document.ts';
import type { CriticalityAnswer } from '../../src/features/criticality/contract.ts';
import { criticalityOf } from '../../src/features/criticality/criticality.ts';
import { structuralHints } from '../../src/features/criticality/hints.ts';
import { whatIf } from '../../src/features/criticality/what-if/what-if.ts';
import { landscape } from './landscape.ts';
import { sampled } from './monte-carlo.ts';
import { catalogOfTree, faultTree } from './open-psa.ts';

const size = { components: 1_000, edges: 5_000, processes: 60 };
const percent = (share: number): string => `${(100 * share).toPrecision(3)} %`;

function timed(documents: readonly Document[]): { answer: CriticalityAnswer; ms: number; cpuMs: number } {
  let answer = criticalityOf({ documents });
  const times: [number, number][] = [];
  for (let again = 0; again < 3; again++) {
    const [from, cpu] = [performance.now(), process.cpuUsage()];
    answer = criticalityOf({ documents });
    const used = process.cpuUsage(cpu);
    times.push([performance.now() - from, (used.user + used.system) / 1000]);
  }
  const median = (at: 0 | 1): number => times.map((time) => time[at]).sort((a, b) => a - b)[1]!;
  return { answer, ms: median(0), cpuMs: median(1) };
}

/** Milliseconds of processor, after a warm-up. */
function cpuOf(work: () => unknown): string {
  work();
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return `${((user + system) / 1000).toFixed(0)} ms of processor`;
}

function largest(answer: CriticalityAnswer, of: 'unavailabilityBounds' | 'expectedLossShareBounds'): number {
  return Math.max(0, ...answer.processes.map((one) => (one[of] ? one[of].high - one[of].low : 0)));
}

for (const kind of ['domains', 'tangle'] as const) {
  const whole = landscape(kind, size, 7);
  // buffers of unknown worth give bounds of their own; here only those of the method are to be seen
  const documents = JSON.parse(JSON.stringify(whole).replaceAll('"mode":"async","bufferMinutes":30', '"mode":"hard"'));
  const { ms, cpuMs } = timed(whole);
  const { answer } = timed(documents);
  const notExact = answer.processes.filter(({ expectedLossShareBounds }) => expectedLossShareBounds).length;
  console.log(
    `${kind}: 1 000 components, 5 000 edges, 60 processes: ${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of processor)`,
  );
  console.log(
    `  availability: ${answer.processes.filter((one) => !one.unavailabilityBounds).length} of 60 exact, widest bounds ${percent(largest(answer, 'unavailabilityBounds'))}`,
  );
  console.log(
    `  expected loss: ${60 - notExact} of 60 exact, widest bounds ${percent(largest(answer, 'expectedLossShareBounds'))} of the value`,
  );
  const most = answer.components[0]!;
  const failed = cpuOf(() => whatIf({ documents: whole }, [{ component: most.name, change: 'down' }]));
  console.log(
    `  what if ${most.name} were down, which ${Object.keys(most.perProcess).length} processes reach: ${failed}; PageRank and betweenness: ${cpuOf(() => structuralHints({ documents: whole }))}`,
  );
  const chance = sampled(documents, cpuMs, 3);
  const errors = answer.processes.map((one, at) => Math.abs(chance.down[at]! - one.unavailability));
  const lossErrors = answer.processes.map((one, at) => Math.abs(chance.lost[at]! - one.expectedLossShare));
  console.log(
    `  Monte Carlo in the same time: ${chance.samples} samples, off by up to ${percent(Math.max(...errors))} in availability (its standard error ${percent(chance.standardError)}), ${percent(Math.max(...lossErrors))} in loss, and no importances`,
  );
  const long = sampled(documents, 6_000, 4);
  const off = answer.processes.map((one, at) => Math.abs(long.lost[at]! - one.expectedLossShare));
  console.log(
    `  Monte Carlo in 6 s: ${long.samples} samples, off by up to ${percent(Math.max(...off))} in loss (its standard error ${percent(long.standardError)})`,
  );
}

const trees = resolve(
  import.meta.dirname,
  '../..',
  process.env.WAGA_DATASETS ?? '../shared/data',
  'fault-trees/Baobab',
);
if (existsSync(trees)) {
  const texts = ['baobab1.xml', 'baobab1-basic-events.xml'].map((name) => readFileSync(join(trees, name), 'utf8'));
  const { answer, ms } = timed(catalogOfTree(faultTree(...texts)));
  const { count } = answer.processes[0]!.minimalCutSets;
  console.log(`Baobab1: ${count} minimal cut sets, probability and importances in ${ms.toFixed(0)} ms`);
}
