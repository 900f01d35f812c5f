import { minute } from '../../maths/instants.ts';
import type { Drop } from '../impact/contract.ts';

/** What of a past drop or outage is compared. */
export interface Comparable extends Pick<Drop, 'id' | 'class' | 'onset' | 'endedAt'> {
  impactShare: { value: number } | null;
}

/** Something past that was like the present drop. */
export interface Similar<Past extends Comparable = Comparable> {
  past: Past;
  minutes: number;
  why: string;
}

/**
 * The ended ones most like the present drop, most alike first: of the same class, then by the share that was missing, the newer
 * one first where that is the same. What has no share is not compared.
 */
export function similarTo<Past extends Comparable>(
  present: Pick<Comparable, 'id' | 'class' | 'impactShare'>,
  past: readonly Past[],
  most = 3,
): Similar<Past>[] {
  const share = present.impactShare?.value ?? null;
  return past
    .filter((one) => one.id !== present.id && one.endedAt !== null && one.impactShare !== null)
    .map((one) => ({ one, apart: share === null ? 0 : Math.abs(one.impactShare!.value - share) }))
    .sort(
      (a, b) =>
        Number(b.one.class === present.class) - Number(a.one.class === present.class) ||
        a.apart - b.apart ||
        Date.parse(b.one.onset) - Date.parse(a.one.onset),
    )
    .slice(0, most)
    .map(({ one }) => ({
      past: one,
      minutes: Math.round((Date.parse(one.endedAt!) - Date.parse(one.onset)) / minute),
      why: `${one.class ?? 'no class'}, ${Math.round(100 * one.impactShare!.value)} % missing`,
    }));
}

/** "2026-10-03: 24 minutes, P1, 45 % missing". */
export const similarWords = ({ past, minutes, why }: Similar): string =>
  `${past.onset.slice(0, 10)}: ${minutes} minutes, ${why}`;
