import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { DutyAnswer, RotationShown } from '../../../src/features/duty/contract.ts';
import '../access/form/form.css';
import '../audit/audit.css';
import { dutyNow } from '../api/duty.ts';
import { usePollEvery } from '../api/live.ts';
import '../component/thing.css';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { ZoneSwitch } from '../shell/switches.tsx';
import { ZoneOf } from '../shell/zones.tsx';
import { Holes } from './holes.tsx';
import { NoRotation } from './no-rotation.tsx';
import './on-call.css';
import { RotationPanel } from './rotation-panel.tsx';

/** Who is called, now and in the coming days, and where nobody is. */
export default function OnCallPage(): ReactNode {
  const answer = useQuery({ ...dutyNow, refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = 'On call · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="On call">
      {(duty) => (duty.rotations.length === 0 ? <NoRotation uncovered={duty.uncovered} /> : <Rotations duty={duty} />)}
    </Loaded>
  );
}

function Rotations({ duty }: { duty: DutyAnswer }): ReactNode {
  return (
    <ZoneOf processZones={duty.rotations.map(({ timeZone }) => timeZone)}>
      <header className="thing-head">
        <div className="thing-title">
          <h1>On call</h1>
          <p className="muted">{tally(duty.rotations)}</p>
        </div>
        <ZoneSwitch />
      </header>
      <Holes duty={duty} />
      {duty.rotations.map((rotation) => (
        <ZoneOf key={rotation.name} processZones={[rotation.timeZone]}>
          <RotationPanel rotation={rotation} duty={duty} />
        </ZoneOf>
      ))}
    </ZoneOf>
  );
}

function tally(rotations: readonly RotationShown[]): string {
  const empty = rotations.filter(({ now }) => now.person === null).length;
  const all = plural(rotations.length, 'rotation');
  if (empty === 0) return `${all}, and somebody is on call in ${rotations.length === 1 ? 'it' : 'each'}.`;
  return `${all}; in ${empty === rotations.length ? 'none of them' : plural(empty, 'of them', 'of them')} ${
    empty === rotations.length ? 'is anybody' : 'nobody is'
  } on call now.`;
}
