import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { type Catalog, componentNamed, processNamed } from '../../catalog/catalog.ts';
import type { EventValue } from '../../impact/event-value.ts';
import type { CheapestAnswer, CheapestQuery } from '../cheapest/cheapest-contract.ts';
import { cheapestWindows, type Standing } from '../cheapest/cheapest-window.ts';
import type { SeenFacts } from '../page-facts.ts';

export interface CheapestDeps {
  now(): EpochMs;
  catalog: { current(): Catalog };
  criticality: { facts(view: MoneyView): Promise<SeenFacts> };
  impact: { eventValue(process: string): EventValue | null };
}

/** When a window costs least. Throws ProductError `not_found` for a subject that the catalogue does not hold. */
export async function cheapestShown(
  { now, catalog, criticality, impact }: CheapestDeps,
  { kind, name, minutes, days }: CheapestQuery,
  view: MoneyView,
): Promise<CheapestAnswer> {
  const at = now();
  const document = (kind === 'process' ? processNamed : componentNamed)(catalog.current(), name);
  if (document === undefined) throw new ProductError('not_found', `No ${kind} has this name.`);
  const facts = await criticality.facts(view);
  const shares = kind === 'process' ? new Map([[name, 1]]) : sharesOf(facts, name);
  const standing = [...shares].flatMap(([process, share]): Standing[] => {
    const worth = facts.shown.processes.get(process);
    if (worth === undefined || share <= 0) return [];
    const value = impact.eventValue(process);
    const { currency, timeZone, week } = worth;
    return [
      { process, share, currency, timeZone, week, eventMinor: value && value.kind !== 'perHour' ? value.minor : 0 },
    ];
  });
  const most = standing.toSorted((a, b) => weekOf(b) - weekOf(a))[0];
  const compared = standing.filter(({ currency }) => currency === most?.currency);
  const unknown = [...shares.keys()].filter((process) => !standing.some((one) => one.process === process));
  const others = standing.filter(({ currency }) => currency !== most?.currency).map(({ process }) => process);
  return {
    asOf: toRfc3339(at),
    ...cheapestWindows(compared, minutes, { from: at, to: at + days * day }),
    timeZone: most?.timeZone ?? null,
    notes: [
      ...(shares.size === 0 ? ['No process loses anything with it.'] : []),
      ...(unknown.length > 0 ? [`What an hour of ${unknown.join(', ')} is worth is not known, or not shown.`] : []),
      ...(others.length > 0 ? [`${others.join(', ')} earns in another currency and is left out.`] : []),
    ],
    moneyHidden: facts.moneyHidden,
  };
}

const weekOf = ({ share, week }: Standing): number => share * week.reduce((sum, one) => sum + one, 0);

function sharesOf(facts: SeenFacts, component: string): Map<string, number> {
  const found = facts.reckoned.answer.components.find((one) => one.name === component);
  return new Map(
    Object.entries(found?.perProcess ?? {}).map(([process, { valueAtRiskShare }]) => [process, valueAtRiskShare]),
  );
}
