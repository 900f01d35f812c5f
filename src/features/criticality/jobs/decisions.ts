import type { EpochMs } from '../../../maths/instants.ts';

interface Deps {
  catalog: { isDue(at: EpochMs): boolean; reload(): Promise<unknown> };
}

/** Reads the catalogue anew when the day of a signed decision has come. */
export function decisionJobs({ catalog }: Deps): { name: string; run(now: EpochMs): Promise<void> }[] {
  async function run(now: EpochMs): Promise<void> {
    if (catalog.isDue(now)) await catalog.reload();
  }
  return [{ name: 'decisions', run }];
}
