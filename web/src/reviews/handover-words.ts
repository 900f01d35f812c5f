import type { Me } from '../../../src/features/access/contract.ts';
import type { Handover } from '../../../src/features/reviews/weekly-contract.ts';

export const scores = [
  { score: 1, word: 'bad' },
  { score: 2, word: 'hard' },
  { score: 3, word: 'fair' },
  { score: 4, word: 'good' },
  { score: 5, word: 'calm' },
] as const;

/** Whether the shift was this person's; a rotation names people as the catalogue does. */
export const isMine = ({ person }: Pick<Handover, 'person'>, { kind, name }: Pick<Me, 'kind' | 'name'>): boolean =>
  kind === 'person' && person.replace(/^user:/, '') === name;
