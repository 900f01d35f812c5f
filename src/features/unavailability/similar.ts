import { minute } from '../../maths/instants.ts';
import type { Drop } from '../impact/contract.ts';

/** A past drop that was like the present one. */
export interface SimilarDrop {
  drop: Drop;
  minutes: number;
  why: string;
}

/**
 * The ended drops most like the present one, most alike first: of the same class, then by the share that was missing, the newer
 * one first where that is the same. What has no share is not compared.
 */
export function similarTo(
  present: Pick<Drop, 'id' | 'class' | 'impactShare'>,
  past: readonly Drop[],
  most = 3,
): SimilarDrop[] {
  const share = present.impactShare?.value ?? null;
  return past
    .filter((drop) => drop.id !== present.id && drop.endedAt !== null && drop.impactShare !== null)
    .map((drop) => ({ drop, apart: share === null ? 0 : Math.abs(drop.impactShare!.value - share) }))
    .sort(
      (a, b) =>
        Number(b.drop.class === present.class) - Number(a.drop.class === present.class) ||
        a.apart - b.apart ||
        Date.parse(b.drop.onset) - Date.parse(a.drop.onset),
    )
    .slice(0, most)
    .map(({ drop }) => ({
      drop,
      minutes: Math.round((Date.parse(drop.endedAt!) - Date.parse(drop.onset)) / minute),
      why: `${drop.class ?? 'no class'}, ${Math.round(100 * drop.impactShare!.value)} % missing`,
    }));
}

/** "2026-10-03: 24 minutes, P1, 45 % missing". */
export const similarWords = ({ drop, minutes, why }: SimilarDrop): string =>
  `${drop.onset.slice(0, 10)}: ${minutes} minutes, ${why}`;
