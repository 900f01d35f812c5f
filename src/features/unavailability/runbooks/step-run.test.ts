import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../../maths/instants.ts';
import { actsOpen, afterAct } from './after-act.ts';
import { afterRestart } from './after-restart.ts';
import { afterResult } from './after-result.ts';
import { type Effect, newRun, type Run, type Runner, stateOf, stepOf } from './run.ts';
import type { Outcome } from './run-draft.ts';
import { RunbookSpec } from './runbook.ts';
import { type RunFacts, stepRun } from './step-run.ts';

const anna: Runner = { kind: 'person', id: 'anna', name: 'Anna', account: 'anna' };
const ben: Runner = { kind: 'person', id: 'ben', name: 'Ben', account: 'ben' };
const allowed: RunFacts = { refusal: () => null, awaited: null };
const done: Outcome = { state: 'done', says: '' };
const command = (id: string, more: object = {}) => ({ id, title: id, do: 'command', command: 'x', ...more });

const runOf = (steps: object[], more: object = {}): Run =>
  newRun(
    {
      ...{ id: 'run-1', runbook: 'drain', displayName: 'Drain', incident: null, startedBy: anna, server: 'first' },
      spec: RunbookSpec.parse({ steps, ...more }),
    },
    0,
  );

/** Moves on until nothing happens by itself, with every effect carried out as it says. */
function through(run: Run, outcome: (effect: Effect) => Outcome = () => done, facts = allowed, now = 0): Run {
  const stepped = stepRun(run, facts, now);
  if (stepped.effect === null) return stepped.run;
  return through(afterResult(stepped.run, stepped.effect, outcome(stepped.effect), now)!.run, outcome, facts, now);
}
const states = ({ steps }: Run): string => steps.map(({ state }) => state).join(' ');
function acted(run: Run, act: Parameters<typeof afterAct>[1], who = anna, now = 0): Run {
  const after = afterAct(run, act, who, now);
  if ('code' in after) throw new Error(`${after.code}: ${after.why}`);
  return after.draft.run;
}
const failsAt =
  (...ids: number[]) =>
  ({ step, phase }: Effect): Outcome =>
    phase === 'do' && ids.includes(step) ? { state: 'failed', says: 'No.' } : done;

describe('a run', () => {
  it('does one step after the other and is done', () => {
    const run = through(runOf([command('a'), command('b')]));
    expect([states(run), stateOf(run)]).toEqual(['done done', 'done']);
  });

  it('stops at a failure, goes on, or undoes what was done, the last first, as the step says', () => {
    const undo = { undo: { do: 'command', command: 'y' } };
    const steps = (onFailure: string) => [
      command('a', undo),
      command('b', undo),
      command('c', { onFailure }),
      command('d'),
    ];
    const stopped = through(runOf(steps('stop')), failsAt(2));
    expect([states(stopped), stateOf(stopped)]).toEqual(['done done failed waiting', 'failed']);
    const on = through(runOf(steps('go-on')), failsAt(2));
    expect([states(on), stateOf(on)]).toEqual(['done done failed done', 'done']);
    const order: string[] = [];
    const undone = through(runOf(steps('undo')), (effect) => {
      order.push(`${effect.phase} ${effect.step}`);
      return failsAt(2)(effect);
    });
    expect(order).toEqual(['do 0', 'do 1', 'do 2', 'undo 1', 'undo 0']);
    expect([states(undone), stateOf(undone)]).toEqual(['undone undone failed waiting', 'failed']);
  });

  it('refuses a step beyond the rights, which counts as its failure', () => {
    const facts: RunFacts = { ...allowed, refusal: ({ step }) => (step === 1 ? 'No right.' : null) };
    const first = stepRun(runOf([command('a'), command('b')]), facts, 0);
    const last = stepRun(afterResult(first.run, first.effect!, done, 0)!.run, facts, 0);
    expect([states(last.run), stateOf(last.run)]).toEqual(['done refused', 'failed']);
    expect(last).toMatchObject({ effect: null, refused: [{ step: 'b', why: 'No right.' }] });
  });

  it('waits for a person to agree, and for another one where that is asked', () => {
    const run = through(runOf([command('a', { approval: 'one' }), command('b', { approval: 'another' })]));
    expect([states(run), stateOf(run)]).toEqual(['needs-approval waiting', 'needs']);
    const second = through(acted(run, { act: 'approve', step: 'a' }));
    expect(states(second)).toBe('done needs-approval');
    expect(afterAct(second, { act: 'approve', step: 'b' }, anna, 0)).toMatchObject({ code: 'not_allowed' });
    const machine: Runner = { kind: 'machine', id: 'machine', name: 'machine', account: 'machine' };
    expect(afterAct(second, { act: 'approve', step: 'b' }, machine, 0)).toMatchObject({ code: 'not_allowed' });
    expect(actsOpen(second, anna)).toEqual(['skip', 'stop']);
    expect(actsOpen(second, ben)).toEqual(['approve', 'skip', 'stop']);
    const agreed = acted(second, { act: 'approve', step: 'b' }, ben);
    expect(afterAct(agreed, { act: 'approve', step: 'b' }, ben, 0)).toMatchObject({ code: 'conflict' });
    expect(stateOf(through(agreed))).toBe('done');
  });

  it('goes where the answer leads', () => {
    const answers = [{ answer: 'On' }, { answer: 'Jump', goTo: 'c' }, { answer: 'End', end: true }];
    const asks = through(
      runOf([{ id: 'q', title: 'q', do: 'question', text: 'Where?', answers }, command('b'), command('c')]),
    );
    expect([states(asks), stateOf(asks)]).toEqual(['asks waiting waiting', 'needs']);
    const answered = (answer: string) => states(through(acted(asks, { act: 'answer', step: 'q', answer })));
    expect(['On', 'Jump', 'End'].map(answered)).toEqual([
      'done done done',
      'done skipped done',
      'done skipped skipped',
    ]);
    expect(afterAct(asks, { act: 'answer', step: 'q', answer: 'Else' }, anna, 0)).toMatchObject({ code: 'bad_input' });
  });

  it('waits for an instant, whoever looks at it then, and no longer than it may', () => {
    const wait = { id: 'w', title: 'w', do: 'wait', for: '10m' };
    const waiting = stepRun(runOf([wait, command('b')], { afterRestart: 'go-on' }), allowed, 0);
    expect(waiting.until).toBe(10 * minute);
    const later = afterRestart(waiting.run, 'second', 5 * minute)!.run;
    expect(stepRun(later, allowed, 10 * minute - 1).effect).toBeNull();
    expect(stepRun(later, allowed, 10 * minute).effect).toEqual({ step: 1, phase: 'do', attempt: 1 });
    const short = stepRun(runOf([{ ...wait, timeLimit: '1m' }]), allowed, 0);
    expect(states(stepRun(short.run, allowed, minute).run)).toBe('failed');
    const unasked = runOf([
      { id: 'q', title: 'q', do: 'question', text: 'Well?', answers: [{ answer: 'Yes' }], timeLimit: '1m' },
    ]);
    expect(states(stepRun(stepRun(unasked, allowed, 0).run, allowed, minute).run)).toBe('failed');
  });

  it('waits for what a switch comes to, and takes nothing else for its end', () => {
    const steps = [{ id: 's', title: 's', do: 'switch', switch: 'pay', to: 'off', timeLimit: '5m' }];
    const begun = stepRun(runOf(steps), allowed, 0);
    const awaits = afterResult(begun.run, begun.effect!, { state: 'awaits', awaits: 'person', says: 'Asked.' }, 0)!.run;
    expect([states(awaits), stateOf(awaits)]).toEqual(['running', 'needs']);
    expect(stepRun(awaits, allowed, minute)).toMatchObject({ effect: null, until: 5 * minute });
    expect(stateOf(stepRun(awaits, { ...allowed, awaited: done }, minute).run)).toBe('done');
    expect(states(stepRun(awaits, allowed, 5 * minute).run)).toBe('failed');
  });

  it('is stopped at once where nothing is under way, else once that is cut off', () => {
    const begun = stepRun(runOf([command('a'), command('b')]), allowed, 0);
    const after = afterAct(begun.run, { act: 'stop', reason: 'wrong one' }, anna, 0);
    expect(after).toMatchObject({ cutOff: true });
    const cut = afterResult(
      acted(begun.run, { act: 'stop', reason: 'no' }),
      begun.effect!,
      { state: 'unclear', says: '' },
      0,
    )!;
    const run = through(cut.run);
    expect([states(run), stateOf(run)]).toEqual(['unclear waiting', 'stopped']);
    const asked = through(runOf([command('a', { approval: 'one' })]));
    const ended = through(acted(asked, { act: 'stop', reason: 'no' }));
    expect([states(ended), stateOf(ended), actsOpen(ended, anna)]).toEqual(['skipped', 'stopped', []]);
  });

  it('undoes one step where a person asks for it, and is then as it was', () => {
    const run = through(runOf([command('a', { undo: { do: 'command', command: 'y' } })]));
    expect(actsOpen(run, anna)).toEqual(['undo']);
    const undone = through(acted(run, { act: 'undo', step: 'a' }));
    expect([states(undone), stateOf(undone)]).toEqual(['undone', 'done']);
    expect(afterAct(undone, { act: 'undo', step: 'a' }, anna, 0)).toMatchObject({ code: 'conflict' });
  });

  it('goes on from where it failed when a person has it done again, with a new agreement, or skips it', () => {
    const failed = through(runOf([command('a', { approval: 'one' }), command('b')]));
    const run = through(acted(failed, { act: 'approve', step: 'a' }), failsAt(0));
    expect([states(run), stateOf(run), actsOpen(run, anna)]).toEqual(['failed waiting', 'failed', ['skip', 'retry']]);
    expect(states(through(acted(run, { act: 'retry', step: 'a' })))).toBe('needs-approval waiting');
    const skipped = through(acted(run, { act: 'skip', step: 'a', reason: 'by hand' }));
    expect([states(skipped), stateOf(skipped)]).toEqual(['skipped done', 'done']);
  });
});

describe('a run that another process takes on', () => {
  const begun = (more: object, spec: object = {}): Run =>
    stepRun(runOf([command('a', more), command('b')], spec), allowed, 0).run;
  const found = (run: Run): Run => afterRestart(run, 'second', 1)!.run;

  it('does again what may be done twice, and asks a person about all else', () => {
    const again = stepRun(found(begun({ repeatable: true }, { afterRestart: 'go-on' })), allowed, 1);
    expect(again.effect).toEqual({ step: 0, phase: 'do', attempt: 2 });
    expect(stateOf(through(again.run, undefined, allowed, 1))).toBe('running');
    const unclear = found(begun({}));
    expect([states(unclear), stateOf(unclear), stepRun(unclear, allowed, 1).effect]).toEqual([
      'unclear waiting',
      'needs',
      null,
    ]);
    expect(actsOpen(unclear, anna)).toEqual(['skip', 'retry', 'mark-done', 'stop']);
    const marked = through(acted(unclear, { act: 'mark-done', step: 'a', reason: 'I looked' }));
    expect([states(marked), stateOf(marked)]).toEqual(['done done', 'done']);
    expect(stepRun(acted(unclear, { act: 'retry', step: 'a' }), allowed, 1).effect).toMatchObject({
      step: 0,
      attempt: 2,
    });
  });

  it('stops before the next step where the runbook says so, also after what was done again', () => {
    const between = (spec: object) => {
      const first = stepRun(runOf([command('a'), command('b')], spec), allowed, 0);
      return found(afterResult(first.run, first.effect!, done, 0)!.run);
    };
    expect(stateOf(through(between({ afterRestart: 'go-on' })))).toBe('done');
    const stopped = through(between({}));
    expect([states(stopped), stateOf(stopped)]).toEqual(['done waiting', 'stopped']);
    const again = through(found(begun({ repeatable: true })));
    expect([states(again), stateOf(again)]).toEqual(['done waiting', 'stopped']);
  });

  it('leaves a question, an agreement that is waited for and a first step as they are', () => {
    const asked = through(runOf([command('a', { approval: 'one' })]));
    expect(found(asked).steps).toEqual(asked.steps);
    expect(stateOf(through(found(runOf([command('a')]))))).toBe('done');
    expect(afterRestart(asked, 'first', 1)).toBeNull();
  });

  it('takes no result of what was begun before it', () => {
    const run = begun({ repeatable: true }, { afterRestart: 'go-on' });
    const again = stepRun(found(run), allowed, 1).run;
    expect(afterResult(again, { step: 0, phase: 'do', attempt: 1 }, done, 1)).toBeNull();
  });
});

describe('whatever happens', () => {
  const step = fc.record({
    do: fc.constantFrom('command', 'wait', 'question'),
    approval: fc.constantFrom('none', 'one', 'another'),
    repeatable: fc.boolean(),
    onFailure: fc.constantFrom('stop', 'go-on', 'undo'),
    undoable: fc.boolean(),
  });
  const event = fc.oneof(
    { weight: 6, arbitrary: fc.constant('move') },
    { weight: 3, arbitrary: fc.constantFrom('done', 'failed') },
    { weight: 2, arbitrary: fc.constant('kill') },
    { weight: 2, arbitrary: fc.constantFrom('approve', 'answer', 'skip', 'mark-done', 'stop') },
    { weight: 1, arbitrary: fc.constant('pass') },
  );
  const spec = fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    afterRestart: fc.constantFrom('go-on', 'stop'),
  });
  const written = ({ do: does, undoable, ...rest }: { do: string; undoable: boolean }, index: number) => ({
    ...{ id: `s${index}`, title: 's', do: does, ...rest },
    ...(undoable ? { undo: { do: 'command', command: 'y' } } : {}),
    ...(does === 'command'
      ? { command: 'x' }
      : does === 'wait'
        ? { for: '1m' }
        : { text: '?', answers: [{ answer: 'Yes' }] }),
  });
  const firstOpen = (run: Run, act: string): string | undefined =>
    run.steps.findIndex(
      ({ state }) => state === { approve: 'needs-approval', answer: 'asks' }[act] || state === 'unclear',
    ) >= 0
      ? `s${run.undoing[0] ?? run.at}`
      : undefined;

  it('no step that may not be done twice is ever begun twice, and a run ends or waits for a person or a time', () => {
    fc.assert(
      fc.property(spec, fc.array(event, { maxLength: 60 }), (given, events) => {
        let run = runOf(given.steps.map(written), { afterRestart: given.afterRestart });
        let now = 0;
        let server = 0;
        let effect: Effect | null = null;
        const begun = new Map<string, number>();
        const move = (): void => {
          if (effect !== null) return;
          run = afterRestart(run, `server ${server}`, now)?.run ?? run;
          const stepped = stepRun(run, allowed, now);
          run = stepped.run;
          effect = stepped.effect;
          if (effect === null) return;
          const key = `${effect.phase} ${effect.step}`;
          begun.set(key, (begun.get(key) ?? 0) + 1);
          if (effect.phase === 'undo' || !stepOf(run, effect.step).repeatable) expect(begun.get(key)).toBe(1);
        };
        for (const one of events) {
          if (one === 'move') move();
          else if (one === 'pass') now += minute;
          else if (one === 'kill') {
            effect = null;
            server += 1;
          } else if (one === 'done' || one === 'failed') {
            if (effect !== null) run = afterResult(run, effect, { state: one, says: '' }, now)!.run;
            effect = null;
          } else {
            const on = firstOpen(run, one) ?? 's0';
            const act = { act: one, step: on, reason: 'because', answer: 'Yes' } as Parameters<typeof afterAct>[1];
            const after = afterAct(run, act, ben, now);
            if (!('code' in after)) run = after.draft.run;
          }
        }
        for (let round = 0; round < 30; round++) {
          move();
          if (effect !== null) run = afterResult(run, effect, done, now)!.run;
          effect = null;
          now += 2 * minute;
        }
        expect(['done', 'stopped', 'failed', 'needs']).toContain(stateOf(run));
        if (stateOf(run) === 'needs') expect(actsOpen(run, ben)).toContain('stop');
      }),
      { numRuns: 400 },
    );
  });
});
