import type { Who } from '../access/who.ts';
import { endsOf, type Outage } from './outage.ts';
import { ways } from './outage-acts.ts';
import { type OutagePage, outageActs } from './outage-contract.ts';

/** What one may do with an outage now. */
export function mayOf(outage: Outage, who: Who | null): OutagePage['may'] {
  if (who === null) return [];
  const stands = outage.state !== 'removed';
  const keeps = who.rights.has('keep-ledger');
  const acts = keeps ? outageActs.filter((act) => ways[act].from.includes(outage.state)) : [];
  const possible = acts.filter((act) => act !== 'report' || endsOf(outage).to !== null);
  const { proposal } = outage;
  const isPerson = who.kind === 'person';
  const answers = isPerson && who.rights.has('agree-exclusion') && proposal !== null && proposal.by !== who.id;
  return [
    ...possible,
    ...(keeps && stands ? (['correct'] as const) : []),
    ...(keeps && stands && isPerson ? (['propose-exclusion'] as const) : []),
    ...(answers ? (['agree-exclusion', 'refuse-exclusion'] as const) : []),
  ];
}
