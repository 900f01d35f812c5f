import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import type { SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { switchesNow } from '../api/switches.ts';
import { plural } from '../design/format/numbers.ts';
import { Icon } from '../design/icons.tsx';
import { PositionMark, SwitchState } from '../switches/position-mark.tsx';
import { Headline } from '../switches/switch-facts.tsx';
import { SwitchWays } from '../switches/switch-ways.tsx';
import { advisedOf, inOrderOfAdvice, toVerify } from './offers.ts';
import { PartProblem } from './part-state.tsx';

/** So many stand on the screen; the rest is a press away. */
const shownAtMost = 3;

function useSwitches({ process }: IncidentPage) {
  return useQuery({ ...switchesNow(process), refetchInterval: usePollEvery(), enabled: process !== '' });
}

/** The switches and banners of its process, what the verdict advises first. */
export function SwitchOffers({ page }: { page: IncidentPage }): ReactNode {
  const { data, error, refetch } = useSwitches(page);
  if (data === undefined) {
    return error && <PartProblem what="Switches" problem={error} onRetry={() => void refetch()} />;
  }
  const switches = inOrderOfAdvice(page, data.switches);
  const advised = advisedOf(page, data.switches);
  if (switches.length === 0) return null;
  return (
    <ul className="step-offers" aria-label="Switches and banners">
      {switches.slice(0, shownAtMost).map((one) => (
        <Offer key={one.name} one={one} page={page} isAdvised={one === advised} />
      ))}
      {switches.length > shownAtMost && (
        <li className="small offer-more">
          <Link href="/switches">
            {plural(switches.length - shownAtMost, 'more switch', 'more switches')} of this process
          </Link>
        </li>
      )}
    </ul>
  );
}

function Offer({ one, page, isAdvised }: { one: SwitchShown; page: IncidentPage; isAdvised: boolean }): ReactNode {
  return (
    <li className={`offer ${isAdvised ? 'advised' : ''}`}>
      <p className="offer-name">
        <Link href={`/switches/${encodeURIComponent(one.name)}`}>{one.displayName}</Link>
        <PositionMark one={one} />
        {isAdvised && (
          <span className="way-advised">
            <Icon name="calm" /> advised
          </span>
        )}
      </p>
      <SwitchWays one={{ ...one, may: one.may.filter(fits(one)) }} incident={page} isMain={isAdvised} />
    </li>
  );
}

/** On this screen only what one comes for: off, on, and a share of what is off already. The rest is on its own page. */
const fits =
  ({ position }: SwitchShown) =>
  (may: SwitchShown['may'][number]): boolean =>
    may !== 'check' && (may !== 'half' || position === 'off');

/** How what was switched stands: what the checks say, and what customers should now see. */
export function SwitchesStand({ page }: { page: IncidentPage }): ReactNode {
  // A failed answer is told once, where one acts.
  const { data } = useSwitches(page);
  const switched = toVerify(data?.switches ?? []);
  if (switched.length === 0) return null;
  return (
    <ul className="step-offers" aria-label="What was switched">
      {switched.slice(0, shownAtMost).map((one) => (
        <li key={one.name}>
          <p className="offer-name">
            <Link href={`/switches/${encodeURIComponent(one.name)}`}>{one.displayName}</Link>
            <SwitchState one={one} />
          </p>
          {one.state !== 'verified' && <Headline one={one} />}
          <p className="small">
            <span className="muted">Customers should now see: </span>
            {one.customersSee}
          </p>
          {one.state !== 'verified' && (
            <SwitchWays one={{ ...one, may: one.may.filter((may) => may === 'check') }} incident={page} />
          )}
        </li>
      ))}
      {switched.length > shownAtMost && (
        <li className="small offer-more">
          <Link href="/switches">{switched.length - shownAtMost} more that were switched</Link>
        </li>
      )}
    </ul>
  );
}
