import { Level } from '../../../src/features/catalog/fields.ts';

export const levels = Level.options;

/** 0 for critical to 3 for supporting; null stays null, and sorts last. */
export const levelRank = (level: Level | null): number | null => (level === null ? null : levels.indexOf(level));

/** How a level stands to another one, or null where they are the same or one is not known. */
export function standing(level: Level | null, to: Level | null): 'above' | 'below' | null {
  if (level === null || to === null || level === to) return null;
  return levels.indexOf(level) < levels.indexOf(to) ? 'above' : 'below';
}
