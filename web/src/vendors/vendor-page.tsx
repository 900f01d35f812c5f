import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { VendorPage as Page } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { vendorNamed } from '../api/vendors.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import { ownerText } from '../component/owner-text.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { wholeName } from '../shell/whole-name.ts';
import { CallList } from './call-list.tsx';
import { ContactWays } from './contact-ways.tsx';
import { useDays } from './days-choice.tsx';
import { Readings } from './readings.tsx';
import { ToldList } from './told-list.tsx';
import { VendorFigures } from './vendor-figures.tsx';
import { OutageTable, WindowTable } from './vendor-tables.tsx';
import './vendors.css';

/** One vendor: what they cost, whom to ask, what they told, when they were asked, their outages and windows. */
export default function VendorPage(): ReactNode {
  const name = wholeName(useParams<{ name: string }>().name ?? '');
  const { days, choice } = useDays();
  const answer = useQuery({ ...vendorNamed(name, days), refetchInterval: usePollEvery() });
  const title = answer.data?.displayName ?? name;
  useEffect(() => {
    document.title = `${title} · Vendors · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'vendor', name, hrefOf: (near) => `/vendors/${encodeURIComponent(near)}` }}
    >
      {(page) => <Parts key={page.name} page={page} choice={choice} />}
    </Loaded>
  );
}

function Parts({ page, choice }: { page: Page; choice: ReactNode }): ReactNode {
  return (
    <InProcessZones>
      <header className="thing-head">
        <div className="thing-title">
          <p className="muted small">
            <Link href="/vendors">Vendors</Link>
          </p>
          <h1>{page.displayName}</h1>
          <p className="muted">
            {page.owner === null ? 'Nobody is named to deal' : `${ownerText(page.owner)} deals`} with them.
          </p>
        </div>
        {choice}
      </header>
      <section className="panel vendor-card" aria-label={`${page.displayName} in ${page.days} days`}>
        <VendorFigures one={page} moneyHidden={page.moneyHidden} />
        <p className="vendor-says">
          <span className="muted small">They say now</span>
          <span>{page.saysNow ?? <span className="muted">not known</span>}</span>
        </p>
        <Readings readings={page.readings} />
        <p className="small">
          <span className="muted">Theirs: </span>
          {page.components.length === 0 && <span className="muted">no component of the catalogue</span>}
          {page.components.map(({ component, name }, index) => (
            <span key={component}>
              {index > 0 && ', '}
              <Link href={`/components/${encodeURIComponent(component)}`}>{name}</Link>
            </span>
          ))}
        </p>
      </section>
      <Contacts page={page} />
      <Panel title="What they told" note="From their status page and calendar, in their own words.">
        {page.told.length === 0 ? (
          <p className="panel-empty">
            {page.readings.length === 0 ? 'The catalogue names no page of theirs to read.' : 'Nothing in this time.'}
          </p>
        ) : (
          <ToldList told={page.told} label="What they told" />
        )}
      </Panel>
      <Panel title="When they were asked">
        {page.calls.length === 0 ? (
          <p className="panel-empty">Nobody had to ask them.</p>
        ) : (
          <CallList calls={page.calls} />
        )}
      </Panel>
      <Panel title="Their outages" note="In our ledger, unplanned, by their fault alone or in part.">
        {page.outageList.length === 0 ? (
          <p className="panel-empty">None in {page.days} days.</p>
        ) : (
          <OutageTable page={page} />
        )}
      </Panel>
      <Panel title="Their windows">
        {page.windowList.length === 0 ? (
          <p className="panel-empty">None was planned in {page.days} days.</p>
        ) : (
          <WindowTable windows={page.windowList} />
        )}
      </Panel>
    </InProcessZones>
  );
}

function Contacts({ page }: { page: Page }): ReactNode {
  const [first, second] = page.silenceMinutes;
  const after = [first, second].filter((one) => one !== undefined).join(' and ');
  return (
    <Panel
      title="Whom to ask"
      note={page.contacts.length > 1 && after !== '' ? `In this order; silence of ${after} min moves on.` : undefined}
    >
      {page.contacts.length === 0 ? (
        <p className="panel-empty">The catalogue names nobody: write `contacts` into the Vendor.</p>
      ) : (
        <ol className="vendor-contact-list">
          {page.contacts.map((contact) => (
            <li key={contact.number}>
              <span className="stack">
                <strong>{contact.name}</strong>
                {(contact.role ?? contact.channel) !== null && (
                  <small className="muted">
                    {[contact.role, contact.channel && `told over ${contact.channel}`].filter(Boolean).join(', ')}
                  </small>
                )}
              </span>
              <span className="contact-ways">
                <ContactWays contact={contact} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
