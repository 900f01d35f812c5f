import { setImmediate as breathe } from 'node:timers/promises';
import { ProductError } from '../../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import { parseRatio } from '../../../maths/ratios.ts';
import { type Catalog, processesOver, processNamed } from '../../catalog/catalog.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import type { Drop } from '../../impact/contract.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import type { Outage } from '../../outages/outage.ts';
import { measureNamed, measuresOf } from '../../signals/measure.ts';
import { proposalOf } from '../replay/proposal-words.ts';
import { type RuleResult, ThresholdTrial } from '../replay/proposed-threshold.ts';
import type { ThresholdProposal } from '../replay-contract.ts';
import { confirmedOutages } from './replay-facts.ts';

export interface ProposalDeps {
  catalog: () => Catalog;
  signals: { indicatorMinutes(q: { measure: string } & Interval): Promise<IndicatorMinutes> };
  impact: { drops(q: Interval & { process?: string | undefined }): Promise<Drop[]> };
  outages: { list(q: { from: EpochMs; to: EpochMs }): Promise<Outage[]> };
}

const prefix = 'measure:';
const longestWindowMs = 1_440 * minute;
/** What ended so near to another is the same loss told twice. */
const sameMs = 10 * minute;

/**
 * The rule that keeps every P1 and P2 that the present one tells of and fires least, for an alert `measure:NAME`. Rules are tried a few at
 * a time, so that the server goes on answering. Throws ProductError `not_found` for a measure that is none, `bad_input` for an alert of
 * another kind.
 */
export async function thresholdProposal(
  deps: ProposalDeps,
  { id, days, now }: { id: string; days: number; now: EpochMs },
): Promise<ThresholdProposal> {
  const catalog = deps.catalog();
  if (!id.startsWith(prefix)) {
    throw new ProductError('bad_input', 'Only an alert on a measure has a threshold to propose: measure:NAME.');
  }
  const measure = id.slice(prefix.length);
  const document = measureNamed(catalog, measure);
  if (document === undefined) {
    const names = measuresOf(catalog).map(({ metadata }) => metadata.name);
    throw new ProductError('not_found', `No measure has this name${didYouMean(measure, names) || '.'}`);
  }
  const to = bucketStart(now, minute);
  const period = { from: to - days * day, to };
  const minutes = await deps.signals.indicatorMinutes({ measure, from: period.from - longestWindowMs, to });
  const above = processesOver(catalog, document.spec.component);
  const losses = await lossesAbove(deps, above, period);
  const { atLeast, overMinutes, floor } = document.spec.objective;
  const failing = smallestPartial(catalog, above);
  const facts = { minutes, period, losses, failing: parseRatio(failing)! };
  const trial = new ThresholdTrial({ present: { atLeast, overMinutes, floor }, ...facts });
  const results: RuleResult[] = [];
  // a measure that never fires has nothing to save
  const grid = trial.now.fires === 0 ? [] : trial.grid.slice(1);
  for (const rule of grid) {
    const result = trial.tried(rule);
    if (result) results.push(result);
    await breathe();
  }
  return proposalOf({ measure, days, period, losses, failing, now: trial.now, results, tried: grid.length });
}

/** The smallest share of its result that a process above calls a partial loss; half where none stands on it. */
function smallestPartial(catalog: Catalog, processes: readonly string[]): string {
  const shares = processes.flatMap((name) => processNamed(catalog, name)?.spec.thresholds.partial ?? []);
  const known = shares.filter((share) => Number(share) > 0).sort((a, b) => Number(a) - Number(b));
  return known[0] ?? '0.5';
}

/** The P1 and P2 drops of processes and their confirmed outages, each time once, oldest first. */
async function lossesAbove(deps: ProposalDeps, processes: readonly string[], period: Interval): Promise<Interval[]> {
  const [drops, outages] = await Promise.all([deps.impact.drops(period), confirmedOutages(deps, period)]);
  const ends = [
    ...drops
      .filter(({ process, class: reached }) => reached !== null && processes.includes(process))
      .map(({ onset, endedAt }) => ({
        from: Date.parse(onset),
        to: endedAt === null ? period.to : Date.parse(endedAt),
      })),
    ...outages.filter(({ process }) => processes.includes(process)).map(({ from, to }) => ({ from, to })),
  ].sort((a, b) => a.from - b.from);
  const once: Interval[] = [];
  for (const one of ends) {
    const last = once.at(-1);
    if (last && one.from < last.to && Math.abs(one.from - last.from) <= sameMs) last.to = Math.max(last.to, one.to);
    else once.push({ ...one });
  }
  return once;
}
