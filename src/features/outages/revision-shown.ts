import { toRfc3339 } from '../../maths/instants.ts';
import { endsOf, type Outage } from './outage.ts';
import type { RevisionShown } from './outage-contract.ts';
import type { TrailLine } from './trail.ts';

/** The life of an outage, oldest first, from its lines in the trail: who did what and why, and what became different by it. */
export function revisionsShown(lines: readonly TrailLine[]): RevisionShown[] {
  let before: Record<string, string> = {};
  return lines.map(({ at, by, what, reason, line, hash, content }) => {
    const outage = JSON.parse(content) as Outage;
    const after = fieldsOf(outage);
    const changed = Object.keys(after).filter((field) => (before[field] ?? '') !== after[field]);
    const changes = changed.map((field) => ({ field, from: before[field] ?? '', to: after[field]! }));
    before = after;
    return {
      ...{ revision: outage.revision, at: toRfc3339(at), by: by?.name ?? null },
      ...{ what, reason, changes, line, hash },
    };
  });
}

/** Every field as people read it. Of what it cost only whether it is known: amounts are not for everybody. */
function fieldsOf(outage: Outage): Record<string, string> {
  const { from, to } = endsOf(outage);
  const { state, kind, fault, vendor, share, excluded, proposal, cause, causeKind, summary, loss } = outage;
  return {
    ...{ state, kind, fault, vendor: vendor ?? '', share },
    from: toRfc3339(from),
    to: to === null ? '' : toRfc3339(to),
    excluded: figures(excluded),
    proposal: proposal === null ? '' : figures(proposal) || 'count it again',
    ...{ cause, causeKind: causeKind ?? '', summary },
    loss: loss === null ? '' : loss.preliminary ? 'preliminary' : 'final',
  };
}

const figures = ({ fromProcess, fromGlobal }: Outage['excluded']): string =>
  [fromProcess ? 'from the process' : '', fromGlobal ? 'from the global figure' : ''].filter(Boolean).join(', ');
