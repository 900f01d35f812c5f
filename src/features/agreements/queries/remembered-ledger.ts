import type { Outage } from '../../outages/outage.ts';
import type { OutageQueries, OutagesAsked } from '../../outages/queries/outages.ts';

type Ledger = Pick<OutageQueries, 'list' | 'head'>;

/** Answers to so many questions are remembered; a year of a thousand processes is some 20 MB. */
const mostAnswers = 4;

/**
 * The ledger for those who read it whole again and again: an answer is given once more as long as the trail has not moved, which it
 * does in the same commit with every change of an outage. What is given is shared and must not be changed.
 */
export function rememberedLedger(outages: Ledger): Ledger {
  const answers = new Map<string, { line: number; hash: string; list: Outage[] }>();
  return {
    head: () => outages.head(),

    async list(asked: OutagesAsked = {}) {
      const key = JSON.stringify(asked);
      const { line, hash } = await outages.head();
      const known = answers.get(key);
      answers.delete(key);
      // Read after the head: what is written in between is in the list, and is read again once the head is seen to have moved.
      const answer =
        known?.line === line && known.hash === hash ? known : { line, hash, list: await outages.list(asked) };
      answers.set(key, answer);
      for (const oldest of [...answers.keys()].slice(0, -mostAnswers)) answers.delete(oldest);
      return answer.list;
    },
  };
}
