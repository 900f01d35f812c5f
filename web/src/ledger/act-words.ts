import type { OutageAct } from '../../../src/features/outages/outage-contract.ts';

export type ActName = OutageAct['act'];

/** What each act is called, what it means, and whether one says why. */
export const actWords: Record<ActName, { name: string; means: string; needsReason: boolean }> = {
  confirm: {
    name: 'Confirm it',
    means: 'It was an outage, and its ends are right as far as you know. They can be corrected later too.',
    needsReason: false,
  },
  report: {
    name: 'Report it',
    means: 'Cause and summary stand as they are written. It is locked with its month; a later change needs a reason.',
    needsReason: false,
  },
  remove: {
    name: 'Remove it',
    means:
      'It was no outage and counts nowhere from now on. It stays in the ledger with your reason, and can be put back.',
    needsReason: true,
  },
  restore: {
    name: 'Put it back',
    means: 'It counts again, as a draft that somebody is to confirm.',
    needsReason: true,
  },
};
