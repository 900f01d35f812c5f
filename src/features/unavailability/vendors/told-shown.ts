import { toRfc3339 } from '../../../maths/instants.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import { toldId } from './match-told.ts';
import type { VendorTold } from './vendor-contract.ts';

/** What a vendor tells of as it crosses HTTP, with what of ours it is matched to. */
export function toldShown(told: KeptTold, matched: VendorTold['matched']): VendorTold {
  const { vendor, kind, title, status, impact, from, to, url, components, updates } = told;
  const last = updates.findLast(({ words }) => words !== '');
  return {
    ...{ id: toldId(told), vendor, kind, title, status, impact, from: toRfc3339(from), url, matched },
    to: to === null ? null : toRfc3339(to),
    components: components.map(({ name }) => name),
    ...(last === undefined ? {} : { words: last.words }),
  };
}
