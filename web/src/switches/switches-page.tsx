import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import '../access/form/form.css';
import { usePollEvery } from '../api/live.ts';
import { switchesNow } from '../api/switches.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Command } from '../design/command.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { SwitchCard } from './switch-card.tsx';
import { SwitchTable } from './switch-table.tsx';
import { isUsual, tallyText } from './switch-words.ts';
import './switches.css';

const example = `apiVersion: waga/v1
kind: Switch
metadata: {name: payment-off, displayName: Payments}
spec:
  process: payment
  carriedOut: {by: webhook, url: 'https://flags.example.com/hooks/waga', secrets: [flags-key]}
  verify: [{by: flag, provider: 'https://flags.example.com', flag: payment-enabled}, {by: traffic}]
  customersSee: {off: Payments are paused. Your basket is kept.}`;

/** Every switch and banner: what is off, half open, waiting or not verified first, with all that one needs to act. */
export default function SwitchesPage(): ReactNode {
  const answer = useQuery({ ...switchesNow(), refetchInterval: usePollEvery() });
  const wrong = answer.data?.switches.filter(({ state }) => state === 'not-verified').length ?? 0;
  useEffect(() => {
    document.title = wrong > 0 ? `(${wrong} not verified) Switches · Waga` : 'Switches · Waga';
  }, [wrong]);
  return (
    <Loaded answer={answer} name="Switches">
      {({ switches, asOf }) => {
        const unusual = switches.filter((one) => !isUsual(one));
        const usual = switches.filter(isUsual);
        return (
          <InProcessZones>
            <header className="thing-head">
              <div className="thing-title">
                <h1>Switches</h1>
                <p className="muted" role="status">
                  {tallyText(switches)}
                </p>
              </div>
            </header>
            {switches.length === 0 && <NothingYet />}
            {unusual.length > 0 && (
              <section className="switch-list" aria-label="Not as usual">
                <h2>Not as usual</h2>
                {unusual.map((one) => (
                  <SwitchCard key={one.name} one={one} asOf={Date.parse(asOf)} />
                ))}
              </section>
            )}
            {usual.length > 0 && (
              <Panel title="As usual" note="On, or without a banner.">
                <SwitchTable switches={usual} />
              </Panel>
            )}
          </InProcessZones>
        );
      }}
    </Loaded>
  );
}

function NothingYet(): ReactNode {
  return (
    <Panel title="No switch yet">
      <div className="panel-empty switch-none">
        <p>
          A switch takes a function, or a part of it, away from customers until it works again; a banner tells them.
          Waga sends the word, checks that it came true, and keeps who did it and why. This one pauses payments; all its
          words stand in <code>docs/switches.md</code>:
        </p>
        <Command command={example} />
      </div>
    </Panel>
  );
}
