import type { Me } from '../../../src/features/access/contract.ts';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';

/** Why who looks cannot answer a proposal, plainly. */
export function whyNotAnswer({ proposal, state }: Pick<OutagePage, 'proposal' | 'state'>, me: Me | null): string {
  if (proposal === null) return 'Nothing is proposed.';
  if (me !== null && me.kind !== 'person') return 'A token cannot agree: it takes a second signed-in person.';
  if (state === 'removed') return 'It was removed and counts nowhere.';
  if (me !== null && !me.rights.includes('agree-exclusion'))
    return 'It waits for a second person: a product manager, an editor or an administrator.';
  return 'You proposed it, so it waits for somebody else: a product manager, an editor or an administrator.';
}
