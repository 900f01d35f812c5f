import type { ReactNode } from 'react';
import type { RunShown, RunStep } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { State } from '../design/icons.tsx';
import { runStates, stepStates } from './runbook-words.ts';

export function RunState({ state }: Pick<RunShown, 'state'>): ReactNode {
  const { tone, icon, word } = runStates[state];
  return (
    <State tone={tone} icon={icon}>
      {word}
    </State>
  );
}

export function StepState({ state }: Pick<RunStep, 'state'>): ReactNode {
  const { tone, icon, word } = stepStates[state];
  return (
    <State tone={tone} icon={icon}>
      {word}
    </State>
  );
}
