import { expect, it } from 'vitest';
import { day, hour, minute } from '../../../maths/instants.ts';
import { settleJob } from './settle-days.ts';

const now = Date.UTC(2026, 10, 20, 12);

/** A store that has so many days to settle, and notes when it is asked. */
function storeWith(days: number) {
  const asked: { before: number; mostDays: number | undefined }[] = [];
  const settle = async (before: number, mostDays?: number): Promise<string[]> => {
    asked.push({ before, mostDays });
    return days-- > 0 ? ['20261119'] : [];
  };
  return { asked, settle };
}

it('settles a day at a tick while there is another, then waits for the next hour', async () => {
  const store = storeWith(2);
  const job = settleJob({ measurements: store });
  for (let tick = 0; tick < 6; tick++) {
    await job.run(now + tick * minute);
    await job.stop();
  }
  expect(store.asked).toHaveLength(3);
  expect(store.asked[0]).toEqual({ before: now - hour, mostDays: 1 });
  await job.run(now + hour);
  expect(store.asked).toHaveLength(4);
});

it('holds up no tick, and begins nothing while a day is under way', async () => {
  const going = Promise.withResolvers<string[]>();
  let begun = 0;
  const job = settleJob({
    measurements: {
      settle: () => {
        begun++;
        return going.promise;
      },
    },
  });
  await job.run(now);
  await job.run(now + day);
  expect(begun).toBe(1);
  going.resolve([]);
  await job.stop();
});

it('reports a failure at the next run, and tries again', async () => {
  let tries = 0;
  const job = settleJob({
    measurements: {
      settle: () => {
        tries++;
        return tries === 1 ? Promise.reject(new Error('the disk is full')) : Promise.resolve([]);
      },
    },
  });
  await job.run(now);
  await job.stop();
  await expect(job.run(now + minute)).rejects.toThrow('the disk is full');
  await job.stop();
  await job.run(now + 2 * minute);
  expect(tries).toBe(2);
});
