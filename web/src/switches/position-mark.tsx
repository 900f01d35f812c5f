import './switches.css';
import type { ReactNode } from 'react';
import type { SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { State } from '../design/icons.tsx';
import { positionWord, stateWord } from './switch-words.ts';

/** A lever to the left, in the middle or to the right: its word stands beside it. A banner that is up is set. */
function Lever({ type, position }: Pick<SwitchShown, 'type' | 'position'>): ReactNode {
  const at = position === 'half' ? 14 : (position === 'on') === (type === 'switch') ? 20 : 8;
  return (
    <svg aria-hidden="true" className="lever" width="28" height="16" viewBox="0 0 28 16">
      <rect x="1" y="1" width="26" height="14" rx="7" />
      <circle cx={at} cy="8" r="4.5" />
    </svg>
  );
}

/** Where it should stand: a lever and a word, filled where customers do not have the usual. */
export function PositionMark({ one }: { one: Pick<SwitchShown, 'type' | 'position' | 'share'> }): ReactNode {
  return (
    <span className={`position-mark ${one.position}`}>
      <Lever type={one.type} position={one.position} />
      {positionWord(one)}
    </span>
  );
}

export function SwitchState({ one }: { one: Pick<SwitchShown, 'state' | 'checks' | 'since'> }): ReactNode {
  const { tone, icon, word } = stateWord(one);
  return (
    <State tone={tone} icon={icon}>
      {word}
    </State>
  );
}
