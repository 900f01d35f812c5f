import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { usePollEvery } from '../api/live.ts';
import { vendorsNow } from '../api/vendors.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Command } from '../design/command.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { useDays } from './days-choice.tsx';
import { VendorCard } from './vendor-card.tsx';
import { tallyText } from './vendor-words.ts';
import './vendors.css';

const example = `apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec:
  contacts:
    - {name: Service desk, phone: "+48 22 555 01 01"}
    - {name: Duty manager, phone: "+48 22 555 01 02"}`;

/** Whoever we stand on and do not run: what their faults cost, how they keep their word, what they say now. */
export default function VendorsPage(): ReactNode {
  const { days, choice } = useDays();
  const answer = useQuery({ ...vendorsNow(days), refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = 'Vendors · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="Vendors">
      {({ vendors, moneyHidden }) => (
        <InProcessZones>
          <header className="thing-head">
            <div className="thing-title">
              <h1>Vendors</h1>
              <p className="muted" role="status">
                {tallyText(vendors)}
              </p>
            </div>
            {vendors.length > 0 && choice}
          </header>
          {vendors.length === 0 ? (
            <NothingYet />
          ) : (
            <div className="vendor-cards">
              {vendors.map((one) => (
                <VendorCard key={one.name} one={one} moneyHidden={moneyHidden} />
              ))}
            </div>
          )}
        </InProcessZones>
      )}
    </Loaded>
  );
}

function NothingYet(): ReactNode {
  return (
    <Panel title="No vendor yet">
      <div className="panel-empty vendor-none">
        <p>
          A vendor is whoever runs what you stand on. With their contacts Waga knows whom to ask, in which order, and
          when silence has lasted long enough; with their status page it says what they admit. The components that are
          theirs name them (<code>vendor: payfast</code>); all the words stand in <code>docs/vendors.md</code>:
        </p>
        <Command command={example} />
      </div>
    </Panel>
  );
}
