import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { BreakerPart } from './breaker-part.tsx';
import { PositionMark, SwitchState } from './position-mark.tsx';
import { Checks, CustomersSee, Headline, SinceWhy } from './switch-facts.tsx';
import { SwitchWays } from './switch-ways.tsx';
import { stateWord } from './switch-words.ts';
import { useIncidentOf } from './use-switch.ts';

/** A switch that does not stand as usual, with all that one needs to decide. Of what waits for a second person, only what is asked. */
export function SwitchCard({ one, asOf }: { one: SwitchShown; asOf: number }): ReactNode {
  const incident = useIncidentOf(one.process);
  return (
    <article className={`panel switch-card ${toneOf(one)}`} aria-label={one.displayName}>
      <SwitchTitle one={one} />
      {one.asked === null && (
        <>
          <Headline one={one} />
          <SinceWhy one={one} asOf={asOf} />
          <CustomersSee one={one} />
          <BreakerPart one={one} asOf={asOf} />
          {one.checks.length > 0 && <Checks checks={one.checks} asOf={asOf} />}
        </>
      )}
      <SwitchWays one={one} incident={incident} />
    </article>
  );
}

/** Only what cannot be trusted is marked: off as it should be is calm. */
const toneOf = (one: SwitchShown): string => (one.state === 'not-verified' ? stateWord(one).tone : '');

function SwitchTitle({ one }: { one: SwitchShown }): ReactNode {
  return (
    <header className="switch-title">
      <div>
        <h3>
          <Link href={`/switches/${encodeURIComponent(one.name)}`}>{one.displayName}</Link>
        </h3>
        <p className="muted small">
          <Whose one={one} />
        </p>
      </div>
      <p className="switch-stands">
        <PositionMark one={one} />
        <SwitchState one={one} />
      </p>
    </header>
  );
}

/** What it is a switch of: its process, the part of it, and the vendor behind. */
export function Whose({ one }: { one: SwitchShown }): ReactNode {
  return (
    <>
      {one.type === 'banner' ? 'Banner of ' : ''}
      <Link href={`/processes/${encodeURIComponent(one.process)}`}>{one.processName}</Link>
      {one.part !== null && `, ${one.part.attribute} ${one.part.value}`}
      {one.vendor !== null && (
        <>
          , <Link href={`/vendors/${encodeURIComponent(one.vendor)}`}>{one.vendor}</Link>
        </>
      )}
      {one.twoPeople && ', two people'}
    </>
  );
}
