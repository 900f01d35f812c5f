import type { Level } from '../../../src/features/catalog/fields.ts';

/** The levels from what matters most, each with what it promises: the words that business and technology sign. */
export const levelWords: Record<Level, { name: string; meaning: string; within: string }> = {
  critical: {
    name: 'Critical',
    meaning: 'Product and reputation depend on it. Somebody is woken at any hour.',
    within: 'back within 1–2 hours, at any hour',
  },
  important: {
    name: 'Important',
    meaning: 'Customers or operations feel it. A total loss wakes somebody, a partial one waits a little.',
    within: 'back within 3–6 hours, at any hour',
  },
  standard: {
    name: 'Standard',
    meaning: 'A delay of days is acceptable. It is worked on in working hours, and the business carries the risk.',
    within: 'back within days, in working hours',
  },
  supporting: {
    name: 'Supporting',
    meaning: 'Hardly anybody notices. A ticket is enough, and the business carries the risk.',
    within: 'no urgency, in working hours',
  },
};

export const levels = Object.keys(levelWords) as Level[];

/** `Critical`, or that nobody has said. */
export const levelName = (level: Level | null): string => (level === null ? 'not decided' : levelWords[level].name);
