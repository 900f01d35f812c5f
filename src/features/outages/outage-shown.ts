import type { Estimate } from '../../maths/estimate.ts';
import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import type { MoneyView } from '../access/money-view.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { moneyShownOf, subjectIn } from './ledger-scope.ts';
import { type Ends, endsOf, type Outage, type OutageLoss } from './outage.ts';
import { isOverdue } from './outage-acts.ts';
import type { OutageRow } from './outage-contract.ts';

/** What outages are shown with: the catalogue, the time, whose money is shown. */
export interface Showing {
  catalog: Catalog;
  view: MoneyView;
  now: EpochMs;
}

/** An outage as it crosses HTTP. */
export function outageRow(outage: Outage, { catalog, view, now }: Showing): OutageRow {
  const { id, subject, state, kind, fault, vendor, share, excluded, cause, causeKind, summary, incident } = outage;
  const { displayName, product } = subjectIn(catalog, subject);
  return {
    ...{ id, subject, subjectName: displayName, product, state, kind, fault, vendor, share },
    detected: endsShown(outage.detected),
    refined: outage.refined && endsShown(outage.refined),
    corrected: outage.corrected && endsShown(outage.corrected),
    ends: endsShown(endsOf(outage)),
    endsBy: outage.corrected ? 'person' : outage.refined ? 'refined' : 'detected',
    excluded,
    proposal: outage.proposal && proposalShown(outage.proposal),
    ...{ cause, causeKind, summary },
    loss: outage.loss && lossShown(outage.loss, moneyShownOf(view, catalog)(subject)),
    incident,
    dueAt: toRfc3339(outage.dueAt),
    overdue: isOverdue(outage, now),
    revision: outage.revision,
  };
}

const endsShown = ({ from, to }: Ends): OutageRow['ends'] => ({
  from: toRfc3339(from),
  to: to === null ? null : toRfc3339(to),
});

/** Who proposed is named as they were called then; ids stay in the trail. */
const proposalShown = ({
  fromProcess,
  fromGlobal,
  reason,
  byName,
  at,
}: NonNullable<Outage['proposal']>): OutageRow['proposal'] => ({
  ...{ fromProcess, fromGlobal, reason, by: byName, at: toRfc3339(at) },
});

function lossShown(loss: OutageLoss, isShown: boolean): NonNullable<OutageRow['loss']> {
  const seen = (one: Estimate | null): Estimate | null => (one === null || isShown || !isMoney(one) ? one : null);
  const { lost, gross, recovered, net, preliminary, until, customers } = loss;
  return {
    ...{ lost: seen(lost), gross: seen(gross), recovered: seen(recovered), net: seen(net) },
    ...{ preliminary, until: until === null ? null : toRfc3339(until), customers },
  };
}

const isMoney = ({ unit }: Estimate): boolean => unit.includes('-minor');
