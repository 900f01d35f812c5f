import { day, hour } from '../../../maths/instants.ts';
import type { Drop } from '../../impact/contract.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import type { IncidentPage } from '../incident-contract.ts';
import { shownBefore } from '../like-before.ts';
import type { PastOne } from '../past-ones.ts';
import { similarTo } from '../similar.ts';
import type { IncidentQueries } from './incidents.ts';

interface Deps {
  incidents: Pick<IncidentQueries, 'begunIn'>;
  outages: Pick<OutageQueries, 'list'>;
}

/** What of the past of a process is most like the present drop, with its incidents and what the ledger has of it. */
export function likeBefore(
  { incidents, outages }: Deps,
  process: string,
  present: Drop | undefined,
  past: readonly PastOne[],
  isShown: boolean,
): Promise<IncidentPage['similar']> {
  const similar = present ? similarTo(present, past) : [];
  return Promise.all(
    similar.map(async (one) => {
      const { onset, endedAt } = one.past;
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
