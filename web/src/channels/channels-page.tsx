import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { channelsNow } from '../api/channels.ts';
import { usePollEvery } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { Command } from '../design/command.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { Beats } from './beats.tsx';
import ChannelTable from './channel-table.tsx';
import { inOrderOfNeed, tallyText } from './channel-words.ts';
import { DeliveryLog } from './delivery-log.tsx';
import '../access/form/form.css';
import '../audit/audit.css';
import '../component/thing.css';
import './channels.css';

const example = `apiVersion: waga/v1
kind: Channel
metadata: {name: duty}
spec: {type: pagerduty, routingKey: pagerduty-key}`;

/** Where Waga tells people and programs, whether it comes through, and what was told. */
export default function ChannelsPage(): ReactNode {
  const answer = useQuery({ ...channelsNow, refetchInterval: usePollEvery() });
  const mayAsk = useMe()?.rights.includes('edit') ?? false;
  /** Of each channel that was tested since the page was opened: the delivery to look for. */
  const [tests, setTests] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    document.title = 'Channels · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="Channels">
      {({ channels, beats }) => (
        <>
          <header className="thing-head">
            <div className="thing-title">
              <h1>Channels</h1>
              <p className="muted">{tallyText(channels)}</p>
            </div>
          </header>
          <Panel
            title="Where Waga tells"
            note="Messages wait in the outbox while a receiver is down, and are tried again for three days."
          >
            {channels.length === 0 ? (
              <div className="panel-empty channels-none">
                <p>The catalogue has no Channel. This one pages by PagerDuty, with a key that the server keeps:</p>
                <Command command={example} />
              </div>
            ) : (
              <ChannelTable
                channels={inOrderOfNeed(channels)}
                mayAsk={mayAsk}
                tests={tests}
                onTested={(channel, delivery) => setTests((now) => new Map([...now, [channel, delivery]]))}
              />
            )}
          </Panel>
          <Beats beats={beats} />
          <DeliveryLog channels={channels} mayAsk={mayAsk} />
        </>
      )}
    </Loaded>
  );
}
