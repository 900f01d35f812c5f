import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { type Catalog, processesOf, processNamed } from '../../catalog/catalog.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import { moneyShown } from '../hide-money.ts';
import { type ProcessThresholds, ThresholdPair } from '../threshold-contract.ts';
import { type MeasurePair, measurePairs, processThresholds, waitingPair } from '../threshold-pairs.ts';

/** What was last worked out for a pair, and from what: another definition of either is another pair. */
export interface KeptPair {
  at: EpochMs;
  definition: string;
  pair: ThresholdPair;
}

export type ThresholdQueries = ReturnType<typeof thresholdQueries>;

const prefix = 'impact.threshold:';
const nameOf = ({ process, measure }: Pick<MeasurePair, 'process' | 'measure'>): string =>
  `${prefix}${process}:${measure}`;

/** What the technical measures cost the processes, as last worked out; kept in the records, so that a restart loses nothing. */
export function thresholdQueries({ records, catalog }: { records: Kysely<Tables>; catalog: () => Catalog }) {
  let loading: Promise<Map<string, KeptPair>> | undefined;

  async function load(): Promise<Map<string, KeptPair>> {
    const rows = await records
      .selectFrom('settings')
      .select(['name', 'value'])
      .where('name', 'like', `${prefix}%`)
      .execute();
    return new Map(
      rows.flatMap(({ name, value }) => {
        const kept = JSON.parse(value) as KeptPair;
        // of an older version, in another shape: worked out anew
        const pair = ThresholdPair.safeParse(kept.pair);
        return pair.success ? [[name, { ...kept, pair: pair.data }] as const] : [];
      }),
    );
  }

  function kept(): Promise<Map<string, KeptPair>> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  return {
    async keptOf(pair: MeasurePair): Promise<KeptPair | null> {
      return (await kept()).get(nameOf(pair)) ?? null;
    },

    async keep(pair: MeasurePair, found: KeptPair): Promise<void> {
      const value = JSON.stringify(found);
      await records
        .insertInto('settings')
        .values({ name: nameOf(pair), value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
      (await kept()).set(nameOf(pair), found);
    },

    /** Forgets pairs that the catalogue no longer holds. */
    async forgetOthers(pairs: readonly MeasurePair[]): Promise<void> {
      const all = await kept();
      const names = new Set(pairs.map(nameOf));
      for (const name of [...all.keys()].filter((one) => !names.has(one))) {
        await records.deleteFrom('settings').where('name', '=', name).execute();
        all.delete(name);
      }
    },

    /** Every measure below a process, for one with this view. ProductError `not_found` on an unknown process. */
    async thresholds(process: string, view: MoneyView): Promise<ProcessThresholds> {
      const now = catalog();
      if (!processNamed(now, process)) {
        const names = processesOf(now).map(({ metadata }) => metadata.name);
        throw new ProductError('not_found', `No process has this name${didYouMean(process, names) || '.'}`);
      }
      const all = await kept();
      const pairs = measurePairs(now, process).map((one) => all.get(nameOf(one))?.pair ?? waitingPair(one));
      return processThresholds(process, pairs, moneyShown(view, now)(process));
    },
  };
}
