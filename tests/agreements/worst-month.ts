import type { Report } from '../../src/features/agreements/report-contract.ts';
import { outageRow, workedMonth } from './worked-month.ts';

const long =
  'Rozliczanie i uzgadnianie płatności natychmiastowych z Międzynarodową Izbą Rozrachunkową w Świętochłowicach';
const unbroken = 'payment-gateway-'.repeat(12);

/** What a report may have to bear: long names, three hundred outages, amounts near the largest, a cause longer than a page. */
export function worstMonth(): Report {
  const outages = Array.from({ length: 300 }, (_, index) => ({
    ...outageRow({
      id: `outage-${index}`,
      at: index * 140,
      seen: 20 + (index % 7),
      counts: index % 3 === 0 ? 12 : 20 + (index % 7),
      kind: index % 11 === 0 ? 'false-positive' : index % 5 === 0 ? 'planned' : 'unplanned',
      fault: index % 4 === 0 ? 'both' : index % 2 === 0 ? 'vendor' : 'own',
      excluded: index % 10 === 0,
      cause: index === 7 ? `${long}. `.repeat(45) : index % 6 === 0 ? unbroken : `@${long}`,
      vendor: index % 2 === 0 ? `Dostawca ${unbroken}` : undefined!,
      subjectName: index % 9 === 0 ? unbroken : long,
      money: 900_719_925_474_099,
    }),
    share: index % 8 === 0 ? '0.123456789' : '1',
  }));
  const base = workedMonth(outages);
  const huge = { ...base.totals.money!, value: 900_719_925_474_099, low: 1, high: 900_719_925_474_099 };
  const [subject] = base.subjects;
  const subjects = Array.from({ length: 6 }, (_, index) => ({
    ...subject!,
    subject: { kind: 'process' as const, name: `process-${index}` },
    displayName: index === 2 ? unbroken : `${long} ${index}`,
    money: huge,
    outages: index === 0 ? outages : [],
    unmeasured: [{ from: '2026-09-03T10:00:00Z', to: '2026-09-03T11:10:07Z' }],
  }));
  const fraction = { numerator: 9_007_199_254_740_881, denominator: 9_007_199_254_740_991, text: '0.999999' };
  return {
    ...base,
    scope: { ...base.scope, displayName: long },
    period: { ...base.period, state: 'running' },
    subjects,
    together: { ...subject!.time, raw: fraction, adjusted: { low: subject!.time.adjusted.low, high: fraction } },
    totals: { ...base.totals, money: huge, outages: 300 },
    promises: ['met', 'missed', 'undecided', 'unmeasured'].map((state, index) => ({
      ...base.promises[0]!,
      name: `promise-${index}`,
      displayName: `${long} ${state}`,
      subject: { kind: 'process' as const, name: unbroken.slice(0, 60) },
      state: state as 'met',
      high: state === 'unmeasured' ? null : fraction,
      low: state === 'unmeasured' ? null : base.promises[0]!.low,
      secondsLeft: state === 'missed' ? -3_661.25 : 668,
    })),
    vendors: [{ ...base.vendors[0]!, displayName: unbroken, money: huge }],
    invest: [{ ...base.invest[0]!, displayName: long, perYear: huge, why: `${long}. ${long}.` }],
    notes: [`${long}. `.repeat(8)],
  };
}
