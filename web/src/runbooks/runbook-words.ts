import type {
  RunbookMeter,
  RunbookRow,
  RunShown,
  RunStep,
} from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import type { IconName, Tone } from '../design/icons.tsx';

interface StateWord {
  tone: Tone;
  icon: IconName;
  word: string;
}

export const runStates: Record<RunShown['state'], StateWord> = {
  needs: { tone: 'alarm', icon: 'person', word: 'Waits for a person' },
  running: { tone: 'unknown', icon: 'learning', word: 'Runs' },
  failed: { tone: 'loss', icon: 'alarm', word: 'Failed' },
  stopped: { tone: 'unknown', icon: 'none', word: 'Stopped' },
  done: { tone: 'calm', icon: 'calm', word: 'Done' },
};

export const stepStates: Record<RunStep['state'], StateWord> = {
  waiting: { tone: 'unknown', icon: 'none', word: 'To come' },
  'needs-approval': { tone: 'alarm', icon: 'person', word: 'Waits for a yes' },
  asks: { tone: 'alarm', icon: 'person', word: 'Asks' },
  running: { tone: 'unknown', icon: 'learning', word: 'Runs' },
  done: { tone: 'calm', icon: 'calm', word: 'Done' },
  failed: { tone: 'loss', icon: 'alarm', word: 'Failed' },
  refused: { tone: 'loss', icon: 'close', word: 'Refused' },
  unclear: { tone: 'alarm', icon: 'unknown', word: 'Unclear' },
  skipped: { tone: 'unknown', icon: 'none', word: 'Skipped' },
  undone: { tone: 'unknown', icon: 'none', word: 'Undone' },
};

/** What a state means, where a word alone does not say it. */
export function stepMeaning({
  state,
  repeatable,
  approval,
}: Pick<RunStep, 'state' | 'repeatable' | 'approval'>): string | null {
  if (state === 'unclear') {
    return repeatable
      ? 'The server stopped while this ran, so nobody knows whether it was done. It may be done again.'
      : 'The server stopped while this ran, so nobody knows whether it was done. Doing it twice may harm, so Waga does not by itself: look, then say that it was done, do it again, or skip it.';
  }
  if (state === 'refused') return 'It is beyond the rights of who runs it, or of the server. Nothing was done.';
  if (state === 'needs-approval') {
    return approval === 'another'
      ? 'Another person than the one who runs it has to say yes.'
      : 'Nothing is done before somebody says yes.';
  }
  return null;
}

export const doWords: Record<RunStep['do'], string> = {
  http: 'Request',
  command: 'Command',
  switch: 'Switch',
  message: 'Message',
  wait: 'Wait',
  gather: 'Gather',
  question: 'Question',
};

export const approvalWords: Record<RunStep['approval'], string | null> = {
  none: null,
  one: 'after a yes',
  another: 'after the yes of another person',
};

/** How it begins, in words. */
export const startText = ({ startsWith }: Pick<RunbookRow, 'startsWith'>): string =>
  startsWith.length === 0 ? 'A person starts it' : `Starts by itself with ${startsWith.join(', ')}`;

export const restartText = ({ afterRestart }: Pick<RunbookRow, 'afterRestart'>): string =>
  afterRestart === 'go-on' ? 'goes on after a restart of the server' : 'stops when the server restarts';

/** The share of the steps that nobody had to do, in whole percent rounded down; null where none was done. */
export const alonePercent = ({ steps }: Pick<RunbookMeter, 'steps'>): number | null =>
  steps.done === 0 ? null : Math.floor((steps.alone * 100) / steps.done);

/** "14 runs in 90 days: 63 of 72 steps without a person, 9 h 20 min saved." */
export function meterText({ days, runs, steps, minutesSaved }: RunbookMeter): string {
  if (runs === 0) return `Nothing ran in ${days} days.`;
  return `${plural(runs, 'run')} in ${days} days: ${countText(steps.alone)} of ${plural(steps.done, 'step')} without a person, ${durationText(minutesSaved * minute)} saved.`;
}

/** How far a run is: "3 of 7 steps". */
export function progressText({ steps }: Pick<RunShown, 'steps'>): string {
  const left = steps.filter(({ state }) => ['waiting', 'needs-approval', 'asks', 'running', 'unclear'].includes(state));
  return `${steps.length - left.length} of ${plural(steps.length, 'step')}`;
}

/** The step that a person is waited for, else the one that runs; null where there is none. */
export const stepNow = ({ steps }: Pick<RunShown, 'steps'>): RunStep | null =>
  steps.find(({ state }) => state === 'asks' || state === 'needs-approval' || state === 'unclear') ??
  steps.find(({ state }) => state === 'running') ??
  null;

/** Whether what it does is to be read letter by letter. */
export const isCode = ({ do: what }: Pick<RunStep, 'do'>): boolean => what === 'http' || what === 'command';

/** Whether Waga is at it now, so that it looks different in a moment. */
export const isMoving = ({ state }: Pick<RunShown, 'state'>): boolean => state === 'running';

export const isOver = ({ state }: Pick<RunShown, 'state'>): boolean => state !== 'running' && state !== 'needs';

export type StepAct = 'approve' | 'answer' | 'retry' | 'mark-done' | 'skip' | 'undo';

/** What can be done with one step of a run, as far as who looks may. */
export function stepActs({ may }: Pick<RunShown, 'may'>, { state, undoable }: RunStep): StepAct[] {
  const fits: Record<StepAct, boolean> = {
    approve: state === 'needs-approval',
    answer: state === 'asks',
    retry: state === 'failed' || state === 'unclear',
    'mark-done': state === 'unclear',
    skip: ['needs-approval', 'failed', 'unclear', 'refused', 'asks'].includes(state),
    undo: state === 'done' && undoable,
  };
  return (Object.keys(fits) as StepAct[]).filter((act) => fits[act] && may.includes(act));
}
