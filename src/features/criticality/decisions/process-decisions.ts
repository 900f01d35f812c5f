import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, displayName, processesOf } from '../../catalog/catalog.ts';
import { shownDecisions } from './decision.ts';
import type { DecisionsAnswer, Side } from './decision-contract.ts';
import type { DecisionRecord } from './decision-record.ts';
import { productManagerOf } from './decision-signing.ts';

/** Every process of a catalogue, in its order, with what holds now, what waits, and what its file says. */
export function processDecisions(
  catalog: Catalog,
  records: readonly DecisionRecord[],
  now: EpochMs,
  maySign: Side[],
): DecisionsAnswer {
  const byProcess = Map.groupBy(records, ({ process }) => process);
  const processes = processesOf(catalog).map((document) => {
    const { name } = document.metadata;
    const shown = displayName(document);
    const decisions = shownDecisions(byProcess.get(name) ?? [], shown, now);
    const inForce = decisions.find(({ state }) => state === 'in-force') ?? null;
    const fileLevel = document.outranked ? document.outranked.fileLevel : (document.spec.level ?? null);
    return {
      process: name,
      displayName: shown,
      product: document.spec.product ?? null,
      productManager: productManagerOf(catalog, name),
      level: inForce?.level ?? fileLevel,
      from: inForce !== null ? ('decision' as const) : fileLevel !== null ? ('file' as const) : null,
      fileLevel,
      inForce,
      waiting: decisions.filter(({ state }) => state === 'proposed' || state === 'signed'),
    };
  });
  return { asOf: toRfc3339(now), processes, maySign };
}
