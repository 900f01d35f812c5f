import { day, hour } from '../../../maths/instants.ts';
import type { Drop } from '../../impact/contract.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import type { IncidentPage } from '../incident-contract.ts';
import { shownBefore } from '../like-before.ts';
import { similarTo } from '../similar.ts';
import type { IncidentQueries } from './incidents.ts';

interface Deps {
  incidents: Pick<IncidentQueries, 'begunIn'>;
  outages: Pick<OutageQueries, 'list'>;
}

/** The past drops of a process most like the present one, with their incidents and what the ledger has of them. */
export function likeBefore(
  { incidents, outages }: Deps,
  present: Drop | undefined,
  past: readonly Drop[],
  isShown: boolean,
): Promise<IncidentPage['similar']> {
  const similar = present ? similarTo(present, past) : [];
  return Promise.all(
    similar.map(async (one) => {
      const { process, onset, endedAt } = one.drop;
      const from = Date.parse(onset);
      const subject = { kind: 'process', name: process } as const;
      const [near, kept] = await Promise.all([
        incidents.begunIn(process, { from: from - day, to: from + hour }),
        outages.list({ subject, from, to: Math.max(from + 1, Date.parse(endedAt ?? onset)) }),
      ]);
      return shownBefore(one, { incidents: near, outages: kept, isShown });
    }),
  );
}
