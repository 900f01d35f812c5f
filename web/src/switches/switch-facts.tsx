import type { ReactNode } from 'react';
import type { CheckShown, SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Said } from '../design/said.tsx';
import { headline, stateWord } from './switch-words.ts';

/** How it stands, in one sentence; what cannot be trusted cries. */
export function Headline({ one }: { one: SwitchShown }): ReactNode {
  const { tone } = stateWord(one);
  const cries = one.state === 'not-verified' || one.state === 'sending';
  return (
    <p className={`switch-headline ${cries ? tone : ''}`} {...(cries ? { role: 'status' } : {})}>
      <Said text={headline(one)} />
    </p>
  );
}

/** Since when, by whom, and why. */
export function SinceWhy({ one, asOf }: { one: SwitchShown; asOf: number }): ReactNode {
  const { since, by, why } = one;
  if (since === null) return null;
  return (
    <>
      <Telling one={one} asOf={asOf} />
      <p className="small switch-since">
        Since <Time at={Date.parse(since)} near={asOf} />, by {by ?? policyText(why?.policy ?? null)}
        {why !== null && (
          <>
            : “<Said text={why.reason} />”
          </>
        )}
      </p>
    </>
  );
}

/** What switched it where no person did. */
export function policyText(policy: NonNullable<SwitchShown['why']>['policy']): string {
  if (policy === null) return 'Waga';
  return { maintenance: 'the window ', runbook: 'the runbook ', breaker: 'its breaker ' }[policy.kind] + policy.name;
}

const kinds: Record<CheckShown['by'], string> = { flag: 'Flag', http: 'Request', traffic: 'Traffic' };

/** What each check said last: agreed, disagreed, or could not be made. */
export function Checks({ checks, asOf }: { checks: readonly CheckShown[]; asOf: number }): ReactNode {
  if (checks.length === 0) {
    return <p className="small muted">No check: the catalogue names none under `verify`, so it is never verified.</p>;
  }
  return (
    <ul className="switch-checks" aria-label="Checks">
      {checks.map(({ by, what, at, agrees, says }) => (
        <li key={`${by} ${what}`}>
          <State
            tone={agrees === null ? 'alarm' : agrees ? 'calm' : 'loss'}
            icon={agrees === null ? 'unknown' : agrees ? 'calm' : 'close'}
          >
            {kinds[by]}{' '}
            {agrees === null ? (at === null ? 'not read yet' : 'could not be read') : agrees ? 'agrees' : 'disagrees'}
          </State>
          <span className="check-says">
            <Said text={says} />
            {at !== null && (
              <span className="muted">
                {' '}
                (<Time at={Date.parse(at)} near={asOf} />)
              </span>
            )}
            <small className="muted">{what}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How telling whoever holds it goes, while they were not reached. */
function Telling({ one: { telling }, asOf }: { one: SwitchShown; asOf: number }): ReactNode {
  if (!telling) return null;
  return (
    <p className="small">
      {telling.tries > 0 && `Tried ${plural(telling.tries, 'time')}. `}
      {telling.reason !== null && `${telling.reason} `}
      <span className="muted">
        Again at <Time at={Date.parse(telling.nextAt)} near={asOf} />.
      </span>
    </p>
  );
}

/** What customers should see now. */
export function CustomersSee({ one }: { one: SwitchShown }): ReactNode {
  return (
    <p className="switch-see">
      <span className="muted small">Customers should now see</span>
      <span>{one.customersSee}</span>
    </p>
  );
}
