import { type Fraction, parseRatio } from '../../maths/ratios.ts';
import { dayOfDate } from '../../maths/zoned-time.ts';
import type { Document } from '../catalog/document.ts';
import type { Path, Problem } from '../catalog/kind.ts';
import { unknownReferences } from '../catalog/references.ts';
import type { AgreementSpec } from './agreement.ts';

/** What an agreement says of other documents, and what cannot be kept, or paid, as it is written. */
export function relateAgreement({ spec }: Document<AgreementSpec>, all: readonly Document[]): Problem[] {
  const subjects = spec.objectives.flatMap(({ subjects: of }, o) =>
    of.map((subject, s) => ({ subject, path: ['spec', 'objectives', o, 'subjects', s] as Path })),
  );
  const named = (key: 'process' | 'component') =>
    subjects.flatMap(({ subject, path }) => {
      const name = (subject as Partial<Record<typeof key, string>>)[key];
      return name === undefined ? [] : [{ name, path: [...path, key] }];
    });
  const channels = spec.report.channels.map((name, index) => ({ name, path: ['spec', 'report', 'channels', index] }));
  const product = spec.product === undefined ? [] : [{ name: spec.product, path: ['spec', 'product'] }];
  return [
    ...unknownReferences(all, 'Product', product),
    ...unknownReferences(all, 'Process', named('process')),
    ...unknownReferences(all, 'Component', named('component')),
    ...unknownReferences(all, 'Channel', channels),
    ...repeatedObjectives(spec),
    ...datesOf(spec),
    ...tiersOf(spec),
    ...scheduleOf(spec),
  ];
}

const problem = (code: Problem['code'], severity: Problem['severity'], message: string, ...path: Path): Problem => ({
  code,
  severity,
  message,
  path,
});

function repeatedObjectives({ objectives }: AgreementSpec): Problem[] {
  const names = objectives.map(({ name }) => name);
  return objectives.flatMap(({ name, subjects }, index) => {
    const place = ['spec', 'objectives', index] as const;
    const twice = names.indexOf(name) < index;
    const keys = subjects.map((subject) => JSON.stringify(subject));
    return [
      ...(twice ? [problem('repeated', 'error', `another objective bears the name ${name}`, ...place, 'name')] : []),
      ...keys.flatMap((key, s) =>
        keys.indexOf(key) < s
          ? [problem('repeated', 'error', 'this subject stands in the objective already', ...place, 'subjects', s)]
          : [],
      ),
    ];
  });
}

function datesOf({ validFrom, validTo }: AgreementSpec): Problem[] {
  const wrong = Object.entries({ validFrom, validTo }).flatMap(([key, date]) =>
    date === undefined || isDate(date)
      ? []
      : [problem('bad_time', 'error', `expected a day that is in the calendar, found ${date}`, 'spec', key)],
  );
  if (wrong.length > 0 || validFrom === undefined || validTo === undefined || validFrom < validTo) return wrong;
  const message = `expected a day after validFrom (${validFrom}): it is the first on which the agreement no longer holds, found ${validTo}`;
  return [problem('bad_time', 'error', message, 'spec', 'validTo')];
}

/** Date.parse takes 2026-02-31 for a day in March. */
function isDate(text: string): boolean {
  const day = dayOfDate(text);
  return day !== null && new Date(day * 86_400_000).toISOString().startsWith(text);
}

function tiersOf({ credits, objectives }: AgreementSpec): Problem[] {
  if (credits === undefined) return [];
  const tiers = credits.tiers.map(({ below, share }) => ({ below: parseRatio(below), share: parseRatio(share) }));
  const at = (index: number): Path => ['spec', 'credits', 'tiers', index];
  const order = tiers.flatMap((tier, index) => {
    const above = tiers[index - 1];
    if (above?.below == null || tier.below === null || tier.share === null || above.share === null) return [];
    const { below, share } = credits.tiers[index]!;
    if (!isBelow(tier.below, above.below)) {
      const message = `bounds of tiers fall from one to the next: expected less than ${credits.tiers[index - 1]!.below}, found ${below}`;
      return [problem('tiers_order', 'error', message, ...at(index), 'below')];
    }
    if (!isBelow(tier.share, above.share)) return [];
    const message = `a lower tier owes no less than the one above it: expected at least ${credits.tiers[index - 1]!.share}, found ${share}`;
    return [problem('tiers_order', 'error', message, ...at(index), 'share')];
  });
  const [first] = tiers;
  if (first?.below == null) return order;
  const bound = first.below;
  const kept = objectives.flatMap(({ name, target }, index) => {
    const promised = parseRatio(target);
    if (promised === null || !isBelow(promised, bound)) return [];
    const message = `${name} promises ${target}, and credits are owed below ${credits.tiers[0]!.below}: they are owed although the promise is met`;
    return [problem('tier_above_target', 'warning', message, 'spec', 'objectives', index, 'target')];
  });
  return [...order, ...kept];
}

const isBelow = (one: Fraction, other: Fraction): boolean =>
  BigInt(one.numerator) * BigInt(other.denominator) < BigInt(other.numerator) * BigInt(one.denominator);

function scheduleOf({ report }: AgreementSpec): Problem[] {
  if (report.sendOnDay === undefined || report.channels.length > 0) return [];
  const message = 'the report is sent by itself to nobody: channels is empty';
  return [problem('bad_value', 'warning', message, 'spec', 'report', 'sendOnDay')];
}
