import type { CountedShare, SubjectReport } from '../../report-contract.ts';
import type { Language, Section, Table, Value } from '../document.ts';
import { bound, column, exact, none, said, text, written } from '../values.ts';
import type { Words } from '../words/report-words.ts';
import { keyOf, nameOf } from './subject-name.ts';
import type { Telling } from './telling.ts';

/** Time, requests, users and value side by side, and below what each was counted from. */
export function counting({ report, words, reading }: Telling): Section {
  const { subjects } = report;
  return {
    id: 'counting',
    title: words.sections.counting,
    blocks: [fourWays(subjects, words), counted(subjects, words, reading.language)],
  };
}

function fourWays(subjects: readonly SubjectReport[], words: Words): Table {
  const { counting: say } = words;
  const shown = (share: CountedShare | null): Value => (share ? bound(share.low, share.high) : none(say.not));
  return {
    kind: 'table',
    id: 'counting',
    caption: say.caption,
    columns: [
      column('subject', say.subject, 'text', 28),
      column('time', say.ways.time, 'bound', 18),
      column('requests', say.ways.requests, 'bound', 18),
      column('users', say.ways.users, 'bound', 18),
      column('value', say.ways.value, 'bound', 18),
    ],
    rowKeys: subjects.map(keyOf),
    rows: subjects.map((one) => [
      nameOf(one),
      bound(one.time.adjusted.low, one.time.adjusted.high),
      shown(one.requests),
      shown(one.users),
      shown(one.value),
    ]),
  };
}

function counted(subjects: readonly SubjectReport[], words: Words, language: Language): Table {
  const { counting: say, countings } = words;
  const ways = ['requests', 'users', 'value'] as const;
  const known = subjects.flatMap((subject) =>
    ways.flatMap((way) => {
      const share = subject[way];
      return share === null ? [] : [{ subject, way, share }];
    }),
  );
  return {
    kind: 'table',
    id: 'counted',
    caption: say.detail,
    columns: [
      column('subject', say.subject, 'text', 16),
      column('way', say.way, 'text', 11),
      column('part', say.part, 'count', 15),
      column('whole', say.whole, 'count', 15),
      column('unit', say.unit, 'text', 11),
      column('exact', say.exact, 'exact', 17),
      column('basis', say.basis, 'text', 15),
    ],
    rowKeys: known.map(({ subject, way }) => `${keyOf(subject)} ${way}`),
    rows: known.map(({ subject, way, share }) => [
      nameOf(subject),
      text(countings[way]),
      whole(share.part),
      whole(share.whole),
      said(share.unit, language),
      exact(share.low, share.high),
      said(share.basis, language),
    ]),
  };
}

/** Integers come as text, since minor units may be more than a number holds. */
const whole = (digits: string): Value =>
  /^\d+$/.test(digits) ? { kind: 'count', count: BigInt(digits) } : written(digits);
