import { type EpochMs, minute } from '../../maths/instants.ts';
import { type Catalog, type Document, processesOf } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { refundStep } from './event-amount.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Source } from './source.ts';

/** How far a clock may be ahead. */
const aheadMs = 5 * minute;

/** The latest instant that can be kept. */
export const latest = (now: EpochMs): EpochMs => now + aheadMs;

const shown = 20;
function list(names: readonly string[]): string {
  const rest = names.length - shown;
  return names.length === 0 ? 'none' : names.slice(0, shown).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** The processes a catalogue knows, by name. Kept per catalogue, since every row asks. */
export function knownProcesses(catalog: Catalog): ReadonlyMap<string, Document<ProcessSpec>> {
  let known = cache.get(catalog);
  if (known === undefined) {
    known = new Map(processesOf(catalog).map((process) => [process.metadata.name, process]));
    cache.set(catalog, known);
  }
  return known;
}
const cache = new WeakMap<Catalog, ReadonlyMap<string, Document<ProcessSpec>>>();

/** The declared process of a row, or why its source may not write this process and step. */
export function processFor(
  row: { process: string; step: string },
  source: Source,
  known: ReadonlyMap<string, Document<ProcessSpec>>,
): Document<ProcessSpec> | Refusal {
  const process = known.get(row.process);
  if (process === undefined) {
    return refuse('unknown_process', `process: expected one the catalogue declares: ${list([...known.keys()])}`);
  }
  if (source.processes !== null && !source.processes.has(row.process)) {
    return refuse('not_yours', `process: the source ${source.name} may write ${list([...source.processes])}`);
  }
  if (row.step !== refundStep && !process.spec.steps.includes(row.step)) {
    return refuse('unknown_step', `step: expected one of ${list([...process.spec.steps, refundStep])}`);
  }
  return process;
}

/** Null where the instant can be kept: from now − retention to now + 5 minutes. */
export function timeProblem(at: EpochMs, now: EpochMs, retentionMs: number): Refusal | null {
  if (at > latest(now)) return refuse('in_future', 'at: expected no later than 5 minutes from now');
  if (at < now - retentionMs) {
    return refuse('too_old', `at: expected within the ${Math.floor(retentionMs / 86_400_000)} days that are kept`);
  }
  return null;
}
