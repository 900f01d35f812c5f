import { type ReactNode, useState } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { acknowledge } from '../api/incidents.ts';
import { Icon } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Said } from '../design/said.tsx';
import { isLasting, personText } from './incident-words.ts';
import type { TakeStep } from './use-incident.ts';

/** Who has it, and the one big button while nobody has. */
export function HavePanel({ page, take, isBusy }: { page: IncidentPage; take: TakeStep; isBusy: boolean }): ReactNode {
  const [failed, setFailed] = useState<string | null>(null);
  const { acknowledged, muted } = page;
  const asOf = Date.parse(page.asOf);
  const has = acknowledged?.by ?? null;
  const press = async (): Promise<void> => setFailed(await take(acknowledge));
  return (
    <div className="incident-have">
      {has === null && page.may.includes('acknowledge') && (
        <button type="button" className="button main have-button" disabled={isBusy} onClick={() => void press()}>
          {isBusy ? 'A moment…' : 'I have it'}
        </button>
      )}
      <p role="status" className="have-who">
        {acknowledged ? (
          <>
            <Icon name="person" />
            <span>
              <strong>{has}</strong> {isLasting(page) ? 'has it since' : 'had it from'}{' '}
              <Time at={Date.parse(acknowledged.at)} near={asOf} />
              {failed !== null && ', and was faster'}.
            </span>
          </>
        ) : (
          <span>
            {page.shadow !== undefined ? null : isLasting(page) ? (
              <strong>Nobody has it yet.</strong>
            ) : (
              'Nobody took it.'
            )}{' '}
            <Called page={page} />
          </span>
        )}
      </p>
      {failed !== null && has === null && (
        <p role="alert" className="field-error small">
          {failed}
        </p>
      )}
      {muted && Date.parse(muted.until) > asOf && (
        <p className="small incident-muted">
          Nobody is called until <Time at={Date.parse(muted.until)} near={asOf} />: {muted.reason} ({muted.by})
        </p>
      )}
    </div>
  );
}

/** What an objective that is tried out would have done. */
function Tried({ page: { route, shadow } }: { page: IncidentPage }): ReactNode {
  if (route === null) return 'It is tried out in shadow: nobody is called.';
  const would = route.way === 'page' ? 'It would have paged whoever is on call.' : 'It would have been a ticket.';
  return (
    <>
      {would} It is tried out in shadow, so nobody was called; {shadow} was told.{' '}
      <span className="muted">
        <Said text={route.why} />
      </span>
    </>
  );
}

/** Who was called, or when somebody will be, and why. */
function Called({ page }: { page: IncidentPage }): ReactNode {
  const { route } = page;
  const asOf = Date.parse(page.asOf);
  if (page.shadow !== undefined) return <Tried page={page} />;
  if (!isLasting(page)) return null;
  if (page.partOf !== null) return 'Nobody is called for a part.';
  if (route === null) return 'Nobody is called before its class is proven.';
  const from = Date.parse(route.from);
  if (route.way === 'ticket') {
    return (
      <>
        It is a ticket for <Time at={from} near={asOf} />.{' '}
        <span className="muted">
          <Said text={route.why} />
        </span>
      </>
    );
  }
  if (route.calledAt !== null) {
    return (
      <>
        {route.called === null ? 'The channels were told' : `${personText(route.called)} was called`} at{' '}
        <Time at={Date.parse(route.calledAt)} near={asOf} />.{' '}
        <span className="muted">
          <Said text={route.why} />
        </span>
      </>
    );
  }
  return (
    <>
      Somebody is called at <Time at={from} near={asOf} /> if it lasts.{' '}
      <span className="muted">
        <Said text={route.why} />
      </span>
    </>
  );
}
