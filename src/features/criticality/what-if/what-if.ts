import { type CriticalityQuestion, ownValue } from '../criticality.ts';
import { usualEffort } from '../graph/compile.ts';
import type { Probability } from '../graph/evaluate.ts';
import { downAndLost, effortsLike, type ProcessRisk } from '../graph/process-risk.ts';
import { type Reach, reachOf } from '../graph/reach.ts';
import { type Standing, type Structure, structureOf } from '../graph/structure.ts';
import { hoursPerYear, worthOf } from '../worth.ts';
import type { WhatIfAnswer, WhatIfChange, WhatIfProcess } from './what-if-contract.ts';
import { effectsOf, type Happening } from './what-if-effect.ts';
import { type EventChange, eventChanges, withProbabilities } from './what-if-structure.ts';

/** What all questions about one catalogue have in common. */
export interface BeforeChanges {
  structure: Structure;
  /** Of a process, worked out when it is first asked for. */
  riskOf(process: Standing, reach: Reach): Pick<ProcessRisk, 'down' | 'lost'>;
}

/** `all`: every process is worked out at the first question, as many more follow; the effort is then shared as in `criticalityOf`. */
export function beforeChanges({ documents, overrunShare, effort }: CriticalityQuestion, all: boolean): BeforeChanges {
  const structure = structureOf(documents, overrunShare);
  const efforts = effortsLike(effort ?? usualEffort());
  const known = new Map<Standing, Pick<ProcessRisk, 'down' | 'lost'>>();
  function work(process: Standing, reach: Reach): void {
    known.set(process, downAndLost(process.dependsOn, reach, structure, efforts));
  }
  return {
    structure,
    riskOf(process, reach) {
      if (!all) work(process, reach);
      else if (known.size === 0) for (const one of structure.processes) work(one, reachOf(one, structure));
      return known.get(process)!;
    },
  };
}

/**
 * What the changes, all at once, do to every process that reaches a changed component; only those are worked out. Throws
 * bad_input for a component that the catalogue does not hold. `before` may be of an earlier question about the same catalogue.
 */
export function whatIf(
  question: CriticalityQuestion,
  changes: readonly WhatIfChange[],
  before: BeforeChanges = beforeChanges(question, false),
): WhatIfAnswer {
  const { structure } = before;
  const of = eventChanges(structure, changes);
  const after = new Map(of.map((change) => [change.event, change.after]));
  const changed = withProbabilities(structure, (event, index) => after.get(index) ?? event.probability);
  const effects = effectsOf(structure, of);
  const touched = structure.processes.flatMap((process) => {
    const reach = reachOf(process, structure);
    if (!changes.some(({ component }) => reach.components.has(component))) return [];
    const { down, lost } = before.riskOf(process, reach);
    const value = question.hourlyValue ? question.hourlyValue(process.name) : ownValue(structure, process.name);
    const share = { before: lost.probability, after: lost.whenChanged(changed) };
    const loss = value && {
      currency: value.currency,
      before: value.minor * share.before.value,
      after: value.minor * share.after.value,
    };
    const { now, later } = effects(process);
    const shown: WhatIfProcess = {
      name: process.name,
      level: process.document.spec.level ?? null,
      ...now,
      whenBuffersRunOut: same(now, later) ? null : later,
      unavailability: { before: bounded(down.probability), after: bounded(down.whenChanged(changed)) },
      expectedLossShare: { before: bounded(share.before), after: bounded(share.after) },
      lossPerHour: loss && lossShown(loss),
    };
    return [{ shown, loss }];
  });
  const cost = ({ loss }: (typeof touched)[number]): number => (loss ? Math.abs(loss.after - loss.before) : -1);
  touched.sort((a, b) => cost(b) - cost(a));
  return {
    changes: of.map(({ component, change, known, before, after }) => ({
      ...{ component, change, unavailability: { before: known ? before : null, after } },
    })),
    processes: touched.map(({ shown }) => shown),
    others: structure.processes.length - touched.length,
    totals: totalsOf(
      touched.flatMap(({ loss }) => loss ?? []),
      changes.some(({ change }) => change === 'down'),
    ),
    notes: notesOf(
      of,
      touched.map(({ shown }) => shown),
    ),
  };
}

/** Minor units an hour, not rounded. */
interface Loss {
  currency: string;
  before: number;
  after: number;
}

function lossShown({ currency, before, after }: Loss) {
  return {
    before: worthOf(before, currency),
    after: worthOf(after, currency),
    change: worthOf(after - before, currency),
  };
}

function totalsOf(losses: readonly Loss[], passing: boolean): WhatIfAnswer['totals'] {
  const sums = new Map<string, Loss>();
  for (const { currency, before, after } of losses) {
    const sum = sums.get(currency) ?? { currency, before: 0, after: 0 };
    sums.set(currency, { currency, before: sum.before + before, after: sum.after + after });
  }
  return [...sums.values()].map((sum) => ({
    currency: sum.currency,
    lossPerHour: lossShown(sum),
    changePerYear: passing ? null : worthOf((sum.after - sum.before) * hoursPerYear, sum.currency),
  }));
}

/** The bounds hold but for one in a hundred thousand, the value lies between them. */
const bounded = ({ value, low, high }: Probability) => ({
  ...{ value, low: Math.min(low, value), high: Math.max(high, value) },
});

const same = (a: Happening, b: Happening): boolean => a.effect === b.effect && a.shareLost === b.shareLost;

function notesOf(changes: readonly EventChange[], processes: readonly WhatIfProcess[]): string[] {
  const unknown = changes.filter(({ known, change }) => !known && change !== 'down').map(({ component }) => component);
  const open = processes.filter(({ expectedLossShare: { after } }) => after.low < after.high).map(({ name }) => name);
  return [
    ...(unknown.length === 0
      ? []
      : [`Without an availability ${unknown.join(', ')} counts as never failing, so nothing can make it better.`]),
    ...(open.length === 0
      ? []
      : [
          `Of ${open.join(', ')} the numbers are estimates between bounds: buffers whose worth nobody knows, or a graph too large to be exact.`,
        ]),
  ];
}
