import { useState } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { type EndName, type EndsDraft, endsNow, isSame } from './ends-draft.ts';
import { type ReadTime, readTime, type TypedTime, typedOf } from './typed-time.ts';

interface Mine {
  draft: EndsDraft;
  /** The version that it began on, and its ends. */
  revision: number;
  saw: EndsDraft;
  /** What is typed, also where it cannot be read (yet); null: as the draft has it. */
  typed: Record<EndName, TypedTime | null>;
}

/** Ends while they are being corrected, by handles and by typing alike. Untouched they follow what is in force. */
export function useEnds(page: OutagePage, zone: string, now: number) {
  const [mine, setMine] = useState<Mine | null>(null);
  const inForce = endsNow(page);
  const draft = mine?.draft ?? inForce;
  const start = (): Mine => mine ?? { draft, revision: page.revision, saw: inForce, typed: { from: null, to: null } };
  const shown = (end: EndName): TypedTime => mine?.typed[end] ?? typedOf(draft[end] ?? now, zone);
  const read: Record<EndName, ReadTime> = { from: readTime(shown('from'), zone), to: readTime(shown('to'), zone) };
  const wrong = (end: EndName): string | undefined => {
    const told = read[end];
    return 'wrong' in told && !(end === 'to' && draft.to === null) ? told.wrong : undefined;
  };
  return {
    draft,
    saw: mine?.saw ?? inForce,
    // Another version with the same ends is as good: what else changed has nothing to do with them.
    revision: mine !== null && !isSame(mine.saw, inForce) ? mine.revision : page.revision,
    shown,
    read,
    wrong,
    isReadable: wrong('from') === undefined && wrong('to') === undefined,
    isChanged: mine !== null && (!isSame(draft, inForce) || wrong('from') !== undefined || wrong('to') !== undefined),
    isBehind: mine !== null && !isSame(mine.saw, inForce),
    set: (next: EndsDraft): void =>
      setMine(isSame(next, inForce) ? null : { ...start(), draft: next, typed: { from: null, to: null } }),
    type(end: EndName, typed: TypedTime): void {
      const before = start();
      const told = readTime(typed, zone);
      const next = 'at' in told ? { ...before.draft, [end]: told.at } : before.draft;
      setMine({ ...before, draft: next, typed: { ...before.typed, [end]: typed } });
    },
    goOn: (): void => setMine({ ...start(), revision: page.revision, saw: inForce }),
    drop: (): void => setMine(null),
  };
}
export type Ends = ReturnType<typeof useEnds>;
