import type { SubjectReport } from '../../report-contract.ts';
import type { Language, Table, Value } from '../document.ts';
import { column, count, instant, none, roughly, said, seconds } from '../values.ts';
import type { Words } from '../words/report-words.ts';
import { nameOf } from './subject-name.ts';

/** How sure the adjusted figure is for incidents of random length. */
export function intervals(subjects: readonly SubjectReport[], words: Words): Table {
  const { intervals: say } = words;
  return {
    kind: 'table',
    id: 'intervals',
    caption: say.caption,
    columns: [
      column('subject', words.subjects.subject, 'text', 36),
      column('low', say.low, 'percent', 16),
      column('high', say.high, 'percent', 16),
      column('level', say.level, 'number', 16),
      column('incidents', say.incidents, 'count', 16),
    ],
    rows: subjects.flatMap((one) => {
      const { timeInterval } = one;
      if (timeInterval === null) return [];
      const { low, high, level, basis } = timeInterval;
      return [
        [
          nameOf(one),
          { kind: 'percent', fraction: roughly(low) },
          { kind: 'percent', fraction: roughly(high) },
          { kind: 'number', value: Math.round(level * 1_000) / 10, unit: '%' },
          basis.incidents === undefined ? none() : count(basis.incidents),
        ] satisfies Value[],
      ];
    }),
    note: say.note,
  };
}

/** What its components would make each subject, beside what was measured. */
export function composites(subjects: readonly SubjectReport[], words: Words, language: Language): Table {
  const { composite: say } = words;
  return {
    kind: 'table',
    id: 'composites',
    caption: say.caption,
    columns: [
      column('subject', words.subjects.subject, 'text', 24),
      column('expected', say.expected, 'percent', 14),
      column('measured', say.measured, 'percent', 14),
      column('gap', say.gap, 'number', 14),
      column('why', say.why, 'text', 34),
    ],
    rows: subjects.flatMap((one) => {
      if (one.composite === null) return [];
      const { expected, measured, gap, why } = one.composite;
      return [
        [
          nameOf(one),
          { kind: 'percent', fraction: roughly(expected) },
          { kind: 'percent', fraction: roughly(measured) },
          { kind: 'number', value: Math.round(gap * 1e5) / 1e3, unit: '%' },
          said(why, language),
        ] satisfies Value[],
      ];
    }),
  };
}

/** The curve of windowed user-uptime, a row a length. */
export function windows(subjects: readonly SubjectReport[], words: Words): Table {
  const { windows: say } = words;
  return {
    kind: 'table',
    id: 'windows',
    caption: say.caption,
    columns: [
      column('subject', words.subjects.subject, 'text', 34),
      column('length', say.length, 'seconds', 20),
      column('worst', say.worst, 'percent', 18),
      column('from', say.from, 'instant', 28),
    ],
    rows: subjects.flatMap((one) =>
      (one.userCurve?.points ?? []).map(({ minutes, worst, from }): Value[] => [
        nameOf(one),
        seconds(minutes * 60),
        { kind: 'percent', fraction: worst },
        instant(from),
      ]),
    ),
  };
}

/** Time that nobody measured. */
export function unmeasured(subjects: readonly SubjectReport[], words: Words): Table {
  const { unmeasured: say } = words;
  return {
    kind: 'table',
    id: 'unmeasured',
    caption: say.caption,
    columns: [
      column('subject', words.subjects.subject, 'text', 34),
      column('from', say.from, 'instant', 24),
      column('to', say.to, 'instant', 24),
      column('length', say.length, 'seconds', 18),
    ],
    rows: subjects.flatMap((one) =>
      one.unmeasured.map(({ from, to }): Value[] => [
        nameOf(one),
        instant(from),
        instant(to),
        seconds((Date.parse(to) - Date.parse(from)) / 1_000),
      ]),
    ),
  };
}
