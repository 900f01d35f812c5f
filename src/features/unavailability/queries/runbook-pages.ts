import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Who } from '../../access/who.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { runShown } from '../runbooks/run-shown.ts';
import type { RunbooksAnswer, RunShown, RunsAnswer } from '../runbooks/runbook-contract.ts';
import { type Allowed, runbookRow } from '../runbooks/runbook-row.ts';
import { runbooksIn } from '../runbooks/starts-with.ts';
import type { RunbookQueries, RunsQuestion } from './runbooks.ts';

export interface RunbookPageDeps {
  catalog: { current(): Catalog };
  runbooks: RunbookQueries;
  allowed: Allowed;
  /** What is wrong with an address that a runbook asks, as far as that is known without asking it; null: nothing. */
  addressProblem(url: string): string | null;
  now(): EpochMs;
}

/** Every runbook of the catalogue by name, with what was done of them in the last days. */
export async function runbooksShown(deps: RunbookPageDeps, days: number, who: Who | null): Promise<RunbooksAnswer> {
  const now = deps.now();
  const catalog = deps.catalog.current();
  const known = await deps.runbooks.perRunbook();
  const mayRun = who?.rights.has('respond') ?? false;
  const documents = [...runbooksIn(catalog)].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return {
    asOf: toRfc3339(now),
    runbooks: documents.map((document) => {
      const { runs = 0, last = null } = known.get(document.metadata.name) ?? {};
      return runbookRow(document, catalog, deps.allowed, deps.addressProblem, { runs, last, mayRun });
    }),
    meter: await deps.runbooks.meter({ from: now - days * day, to: now + 1 }),
  };
}

export async function runsShown(deps: RunbookPageDeps, q: RunsQuestion, who: Who | null): Promise<RunsAnswer> {
  const runs = await deps.runbooks.runs(q);
  return { runs: runs.map(({ log, ...kept }) => shortened(runShown(kept, log, who))) };
}

/** In a list what a command wrote is told by its end; the page of the run has the whole of it. */
function shortened(run: RunShown): RunShown {
  const short = <T extends { says: string }>(one: T): T =>
    one.says.length <= mostListed ? one : { ...one, says: `…${one.says.slice(-mostListed).toWellFormed()}` };
  return { ...run, steps: run.steps.map(short), log: run.log.map(short) };
}

const mostListed = 1_000;

/** One run. Throws ProductError `not_found`. */
export async function runShownBy(deps: RunbookPageDeps, id: string, who: Who | null): Promise<RunShown> {
  const found = await deps.runbooks.logged(id);
  if (found === null) throw new ProductError('not_found', 'No run has this id.');
  return runShown(found, found.log, who);
}
