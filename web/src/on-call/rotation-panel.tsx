import { type ReactNode, useState } from 'react';
import type { DutyAnswer, RotationShown } from '../../../src/features/duty/contract.ts';
import { useMe } from '../api/me.ts';
import { ownerText } from '../component/owner-text.ts';
import { zoneText } from '../design/format/times.ts';
import { Icon } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { useZone } from '../shell/zones.tsx';
import { OverrideList } from './override-list.tsx';
import { ShiftStrip } from './shift-strip.tsx';
import { ShiftTable } from './shift-table.tsx';
import { ShiftTime } from './shift-time.tsx';
import { personText } from './shift-words.ts';
import { StandInDialog } from './stand-in-dialog.tsx';
import { TestPagePart } from './test-page-part.tsx';

/** One rotation: who it is now, who comes next, the coming days, and who stands in. */
export function RotationPanel({ rotation, duty }: { rotation: RotationShown; duty: DutyAnswer }): ReactNode {
  const zone = useZone();
  const [isAsked, setAsked] = useState(false);
  const mayRespond = useMe()?.rights.includes('respond') ?? false;
  const { now, covers, displayName } = rotation;
  const covered = [...covers.products, ...covers.processes, ...covers.components].join(', ');
  return (
    <Panel
      title={displayName}
      note={`Answers for ${covered}.${rotation.owner === null ? '' : ` Owner: ${ownerText(rotation.owner)}.`} Times in ${zoneText(Date.parse(duty.asOf), zone)}.`}
      aside={
        mayRespond && (
          <button type="button" className="button" onClick={() => setAsked(true)}>
            Let somebody stand in<span className="visually-hidden"> in {displayName}</span>
          </button>
        )
      }
    >
      <dl className="on-call-now">
        <div className={now.person === null ? 'hole' : ''}>
          <dt>On call now</dt>
          <dd>
            <strong className="on-call-person">
              <Icon name={now.person === null ? 'alarm' : 'person'} size={20} /> {personText(now.person)}
            </strong>
            <span className="muted small">
              until <ShiftTime at={now.until} />
            </span>
          </dd>
        </div>
        <div>
          <dt>Then</dt>
          <dd>{personText(now.next)}</dd>
        </div>
      </dl>
      <ShiftStrip rotation={rotation} from={Date.parse(duty.from)} to={Date.parse(duty.to)} />
      <ShiftTable rotation={rotation} />
      <OverrideList rotation={rotation} asOf={Date.parse(duty.asOf)} mayRespond={mayRespond} />
      <TestPagePart rotation={rotation} mayRespond={mayRespond} />
      {isAsked && <StandInDialog rotation={rotation} asOf={Date.parse(duty.asOf)} onClose={() => setAsked(false)} />}
    </Panel>
  );
}
