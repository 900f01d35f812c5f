import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leftAtMost,
  levelOf,
  nextOf,
  ranksOf,
  type WorkshopState,
  type WorkshopStep,
  workshopState,
} from './workshop.ts';
import { closingProposals } from './workshop-closing.ts';
import { levelFrom } from './workshop-rule.ts';
import { checkStep } from './workshop-step.ts';

type Given = 'yes' | 'no' | 'unsure';
const given = fc.constantFrom<Given>('yes', 'no', 'unsure');
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);
const stateAfter = (processes: string[], steps: readonly WorkshopStep[]): WorkshopState =>
  workshopState(
    processes,
    steps.map((step) => ({ ...step, at: 0 })),
  );

interface People {
  answers: Given[][];
  order: string[];
}
const people = (count: number): fc.Arbitrary<People> =>
  fc.record({
    answers: fc.array(fc.array(given, { minLength: 3, maxLength: 3 }), { minLength: count, maxLength: count }),
    order: fc.shuffledSubarray(names(count), { minLength: count, maxLength: count }),
  });

/** Answers whatever is asked until nothing is. */
function talk({ answers, order }: People): { steps: WorkshopStep[]; state: WorkshopState } {
  const processes = names(order.length);
  const questions = ['christmas-eve', 'sunday-night', 'until-monday'] as const;
  const steps: WorkshopStep[] = [];
  for (;;) {
    const state = stateAfter(processes, steps);
    const next = nextOf(state);
    if (next === null) return { steps, state };
    let step: WorkshopStep;
    if (next.ask === 'question') {
      const { process, question } = next;
      const answer = answers[processes.indexOf(process)]![questions.indexOf(question)]!;
      step = { step: 'answer', process, question, answer };
    } else {
      const isLeft = order.indexOf(next.left) < order.indexOf(next.right);
      const [first, second] = isLeft ? [next.left, next.right] : [next.right, next.left];
      step = { step: 'compare', first, second };
    }
    checkStep(state, step);
    steps.push(step);
    expect(leftAtMost(stateAfter(processes, steps))).toBeLessThan(leftAtMost(state));
  }
}

describe('a workshop', () => {
  it('asks no more than it says, and ends with every process in its place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }).chain(people), (them) => {
        const { state, steps } = talk(them);
        const { processes } = state;
        expect(steps.length).toBeLessThanOrEqual(leftAtMost(stateAfter([...processes], [])));
        const ranks = ranksOf(state);
        expect([...ranks.values()].toSorted((a, b) => a - b)).toEqual(processes.map((_, index) => index + 1));
        const rank = (level: string | null) => ['critical', 'important', 'standard', 'supporting'].indexOf(level ?? '');
        for (const a of processes)
          for (const b of processes) {
            const [of, other] = [levelOf(state, a), levelOf(state, b)].map(rank);
            const goesFirst = of === other ? them.order.indexOf(a) < them.order.indexOf(b) : of! < other!;
            expect(ranks.get(a)! < ranks.get(b)!).toBe(a !== b && goesFirst);
          }
      }),
      { numRuns: 40 },
    );
  });

  it('takes at most 66 answers for twelve processes: three each, and 30 comparisons if all came into one level', () => {
    expect(leftAtMost(stateAfter(names(12), []))).toBe(66);
    const same: People = { answers: names(12).map(() => ['yes', 'yes', 'no'] as Given[]), order: names(12).reverse() };
    expect(talk(same).steps.length).toBeLessThanOrEqual(66);
    expect(talk(same).steps.length).toBeGreaterThan(36 + 22);
  });

  it('is after an undo as it was before the step', () => {
    fc.assert(
      fc.property(people(5), fc.nat(100), (them, cut) => {
        const { steps } = talk(them);
        const kept = steps.slice(0, cut % (steps.length + 1));
        const further = steps[kept.length] ?? {
          step: 'settle',
          process: 'p0',
          settled: { level: 'critical', reason: 'so' },
        };
        const processes = names(5);
        expect(stateAfter(processes, [...kept, further, { step: 'undo' }])).toEqual(stateAfter(processes, kept));
      }),
    );
  });

  it('means a level by its answers, and says why and what does not go together', () => {
    const level = (christmas: Given, night: Given, monday: Given) =>
      levelFrom(
        new Map([
          ['christmas-eve', christmas],
          ['sunday-night', night],
          ['until-monday', monday],
        ]),
      )!;
    expect(level('yes', 'yes', 'no')).toEqual({
      level: 'critical',
      because: 'Worth leaving the Christmas Eve table for, and getting up at three on Sunday night.',
    });
    expect(level('no', 'yes', 'no').level).toBe('important');
    expect(level('yes', 'no', 'no').level).toBe('important');
    expect(level('no', 'no', 'no').level).toBe('standard');
    expect(level('no', 'no', 'yes').level).toBe('supporting');
    expect(level('no', 'unsure', 'unsure')).toMatchObject({
      level: 'supporting',
      because: expect.stringContaining(
        'Unsure about three at night and waiting until Monday: the lower level was taken.',
      ),
    });
    expect(level('yes', 'yes', 'yes').because).toContain('talk it over');
    expect(level('yes', 'no', 'no').because).toContain('do not go together');
    expect(levelFrom(new Map([['christmas-eve', 'yes']]))).toBe(null);
  });

  it('refuses what earlier answers contradict, naming them, and what has no sense', () => {
    const processes = names(4);
    const all = ['p0', 'p1', 'p2'].flatMap((process) =>
      (['christmas-eve', 'sunday-night', 'until-monday'] as const).map((question): WorkshopStep => {
        return { step: 'answer', process, question, answer: 'yes' };
      }),
    );
    const said: WorkshopStep[] = [
      ...all,
      { step: 'compare', first: 'p0', second: 'p1' },
      { step: 'compare', first: 'p1', second: 'p2' },
    ];
    const state = stateAfter(processes, said);
    const refused = (step: WorkshopStep, of = state) => {
      try {
        checkStep(of, step);
      } catch (error) {
        return (error as Error).message;
      }
      return null;
    };
    expect(refused({ step: 'compare', first: 'p2', second: 'p0' })).toContain(
      'You said p0 before p1, and p1 before p2',
    );
    expect(refused({ step: 'compare', first: 'p0', second: 'p2' })).toBe(null);
    expect(refused({ step: 'compare', first: 'p0', second: 'p3' })).toContain('Answer the questions');
    expect(refused({ step: 'compare', first: 'p0', second: 'px' })).toContain('not about px');
    const settled = stateAfter(processes, [
      ...said,
      { step: 'settle', process: 'p3', settled: { level: 'standard', reason: 'so' } },
    ]);
    expect(refused({ step: 'compare', first: 'p0', second: 'p3' }, settled)).toContain('p3 is standard');
    const closed = stateAfter(processes, [...said, { step: 'close', validFrom: null }]);
    expect([nextOf(closed), leftAtMost(closed)]).toEqual([null, 0]);
    expect(refused({ step: 'undo' }, closed)).toContain('closed');
    expect(refused({ step: 'undo' }, stateAfter(processes, []))).toContain('nothing to take back');
    expect(refused({ step: 'close', validFrom: null }, stateAfter(processes, []))).toContain('nothing to decide');
  });

  it('ends with what is new or different, keeping the thresholds that were signed', () => {
    const settle = (process: string, level: 'critical' | 'standard'): WorkshopStep => {
      return { step: 'settle', process, settled: { level, reason: `It is ${level}.` } };
    };
    const state = stateAfter(names(4), [settle('p0', 'critical'), settle('p1', 'critical'), settle('p2', 'standard')]);
    const thresholds = { partial: '0.10', total: '0.30' };
    const decided = new Map([
      ['p1', { level: 'critical' as const, thresholds: null }],
      ['p2', { level: 'critical' as const, thresholds }],
      ['p3', { level: 'critical' as const, thresholds: null }],
    ]);
    expect(closingProposals('Pay', state, decided)).toEqual([
      {
        ...{ process: 'p0', level: 'critical', thresholds: null },
        reason: 'It is critical.\nFixed as 1 of 3 in the workshop “Pay”.',
      },
      {
        ...{ process: 'p2', level: 'standard', thresholds },
        reason: 'It is standard.\nFixed as 3 of 3 in the workshop “Pay”.',
      },
    ]);
  });
});
