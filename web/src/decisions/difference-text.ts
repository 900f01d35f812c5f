import { Level } from '../../../src/features/catalog/fields.ts';
import type { DecisionDifference } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { ratioText } from '../design/format/numbers.ts';
import { levelName } from './level-words.ts';

const pairWords: Record<string, string> = { partial: 'P2 from', total: 'P1 from' };

/** One difference in words: `Level: Standard → Critical`, `P2 from: 20% → 15%`, `P2 from on a weekend: not set → 25%`. */
export function differenceText({ field, before, after }: DecisionDifference): DecisionDifference & {
  before: string;
  after: string;
} {
  if (field === 'level') return { field: 'Level', before: levelOf(before), after: levelOf(after) };
  const parts = field.split('.').filter((part) => part !== 'thresholds');
  const last = parts.pop() ?? field;
  const name = pairWords[last] ?? last.replace(/([A-Z])/g, ' $1').toLowerCase();
  const on = parts.length === 0 ? '' : ` on a ${parts.join(' ')}`;
  return {
    field: `${name.charAt(0).toUpperCase()}${name.slice(1)}${on}`,
    before: before === null ? 'not set' : ratioText(before),
    after: after === null ? 'not set' : ratioText(after),
  };
}

function levelOf(text: string | null): string {
  const level = Level.safeParse(text);
  return level.success ? levelName(level.data) : (text ?? levelName(null));
}
