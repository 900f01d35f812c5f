import type { ObjectiveRow } from '../../../src/features/objectives/slo-contract.ts';
import type { Breakdown } from '../../../src/maths/breakdown.ts';
import { grouped, ratioText, shareText } from '../design/format/numbers.ts';
import { countedWords, leftText, subjectPath, windowText } from './objective-words.ts';

const line = (label: string, value: string, note = ''): Breakdown['lines'][number] => ({ label, value, note });

/** What every number of an objective rests on. */
function groundOf(row: ObjectiveRow): Breakdown['lines'] {
  return [
    line('Good is', row.goodMeans, countedWords[row.method].says),
    line('Window', windowText(row.window), `${row.window.from} to ${row.window.to}`),
    line('Measured', shareText(row.completeness), 'of the window so far'),
    {
      ...line('Indicator', row.indicator, `objective ${row.name}, since ${row.validFrom}`),
      ...(row.subject ? { href: subjectPath(row.subject) } : {}),
    },
  ];
}

/** What was reached, from exact counts. */
export const reachedMade = (row: ObjectiveRow): Breakdown => ({
  title: 'Reached',
  formula: 'good ÷ valid, compared exactly with the target',
  lines: [
    line('Good', grouped(row.good ?? ''), countedWords[row.method].many),
    line('Valid', grouped(row.valid ?? ''), countedWords[row.method].many),
    line('Exactly', row.reached ?? 'nothing', 'cut, never rounded up'),
    line('Target', ratioText(row.target), 'at least'),
    ...groundOf(row),
  ],
});

/** What is left of the budget. */
export const budgetMade = (row: ObjectiveRow): Breakdown => ({
  title: 'Budget left',
  formula: '(allowed − spent) ÷ allowed, where allowed = (1 − target) × valid',
  lines: [
    line('Allowed', grouped(row.budget?.allowed ?? ''), `bad ${countedWords[row.method].many}`),
    line('Spent', grouped(row.budget?.spent ?? ''), `bad ${countedWords[row.method].many}`),
    line('Left', row.budget ? leftText(row.budget.leftRatio) : 'not known', 'of what was allowed'),
    line('Target', ratioText(row.target), 'at least'),
    ...groundOf(row),
  ],
});
