import { describe, expect, it } from 'vitest';
import { createClock, type Job } from './clock.ts';

function clockOf(jobs: Job[], onError: (job: string) => void = () => {}) {
  const ticks: number[] = [];
  const clock = createClock({ everySeconds: 5, jobs, now: () => 0, onTick: (now) => ticks.push(now), onError });
  return { clock, ticks };
}

describe('the clock', () => {
  it('runs the jobs in order with one now', async () => {
    const seen: string[] = [];
    const job = (name: string): Job => ({
      name,
      run: async (now) => {
        seen.push(`${name}@${now}`);
      },
    });
    const { clock, ticks } = clockOf([job('first'), job('second')]);
    await clock.tick(1_000);
    expect(seen).toEqual(['first@1000', 'second@1000']);
    expect(ticks).toEqual([1_000]);
    expect(clock.lastTick()).toBe(1_000);
  });

  it('reports a job that fails and goes on with the later ones', async () => {
    const failed: string[] = [];
    let later = 0;
    const { clock } = clockOf(
      [
        { name: 'broken', run: () => Promise.reject(new Error('no such table')) },
        {
          name: 'later',
          run: async () => {
            later += 1;
          },
        },
      ],
      (job) => failed.push(job),
    );
    await clock.tick(5_000);
    expect(failed).toEqual(['broken']);
    expect(later).toBe(1);
    expect(clock.reports().map((report) => [report.name, report.error])).toEqual([
      ['broken', 'no such table'],
      ['later', null],
    ]);
  });

  it('never lets two ticks overlap, and stop waits for the one under way', async () => {
    let inside = 0;
    let most = 0;
    const { clock, ticks } = clockOf([
      {
        name: 'slow',
        run: async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
        },
      },
    ]);
    clock.tick(1);
    clock.tick(2);
    await clock.stop();
    expect(most).toBe(1);
    expect(ticks).toEqual([1, 2]);
  });
});
