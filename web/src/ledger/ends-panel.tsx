import { type FormEvent, type ReactNode, useState } from 'react';
import { OutageCorrection, type OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { FormProblem } from '../access/form/form-problem.tsx';
import { correctOutage } from '../api/ledger.ts';
import { zoneText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';
import { useZone } from '../shell/zones.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { EndsChange } from './ends-change.tsx';
import { EndsChart } from './ends-chart.tsx';
import { correctionOf, type EndsDraft, endsNow, isSame, wagasEnds, wrongWith } from './ends-draft.ts';
import { EndsFields } from './ends-fields.tsx';
import { ReasonField } from './reason-field.tsx';
import { exactTimeText } from './typed-time.ts';
import { useEnds } from './use-ends.ts';
import { type Change, changedMeanwhile } from './use-outage.ts';

/** From when to when it was: on the curve, by handles and by typing, with what a correction changes before it is saved. */
export function EndsPanel({ page, change, isBusy }: { page: OutagePage; change: Change; isBusy: boolean }): ReactNode {
  const zone = useZone();
  const now = Date.parse(page.asOf);
  const ends = useEnds(page, zone, now);
  const [reason, setReason] = useState('');
  const [reasonError, setReasonError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  const mayCorrect = page.may.includes('correct');
  const order = ends.isReadable ? wrongWith(ends.draft, page.kind, now) : null;
  const wagas = wagasEnds(page);
  const text = ({ from, to }: EndsDraft): string[] => [
    exactTimeText(from, zone),
    to === null ? 'it lasts still' : exactTimeText(to, zone),
  ];
  const drop = (): void => {
    ends.drop();
    setReason('');
    setReasonError(undefined);
    setFailed(null);
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ends.isReadable || order !== null) return;
    const why = OutageCorrection.shape.reason.safeParse(reason.trim() === '' ? undefined : reason);
    const isMissing = page.needsReason && reason.trim() === '';
    setReasonError(isMissing || !why.success ? 'Say it in a few words.' : undefined);
    if (isMissing || !why.success) return;
    const body = { ...correctionOf(ends.draft, page), ...(why.data === undefined ? {} : { reason: why.data }) };
    const problem = await change((id, revision) => correctOutage(id, revision, body), {
      revision: ends.revision,
      stillHolds: (next) => isSame(endsNow(next), ends.saw),
    });
    if (problem === null) drop();
    // Both versions are shown then, which says more.
    else setFailed(problem === changedMeanwhile ? null : problem);
  };
  const [sawFrom = '', sawTo = ''] = text(ends.saw);
  const [nowFrom = '', nowTo = ''] = text({
    from: Date.parse(page.ends.from),
    to: page.ends.to === null ? null : Date.parse(page.ends.to),
  });
  const [myFrom = '', myTo = ''] = text(ends.draft);
  return (
    <Panel
      title="From when to when"
      note={
        mayCorrect
          ? 'Move the two handles, or type. Nothing is changed before you save.'
          : 'What came against what was expected.'
      }
    >
      <div className="panel-body">
        <EndsChart page={page} ends={ends} now={now} mayCorrect={mayCorrect} />
        {mayCorrect && (
          <form className="form" onSubmit={(event) => void save(event)} noValidate>
            <FormProblem problem={failed} />
            {ends.isBehind && (
              <ConflictNote
                page={page}
                versions={[
                  { field: 'Beginning', saw: sawFrom, now: nowFrom, yours: myFrom },
                  { field: 'End', saw: sawTo, now: nowTo, yours: myTo },
                ]}
                onMine={ends.goOn}
                onTheirs={drop}
              />
            )}
            <EndsFields ends={ends} zone={zone} now={now} order={order} />
            <p className="field-hint small">
              Times in {zoneText(ends.draft.from, zone)}. {page.refined === null ? 'At first' : 'Waga found'}{' '}
              {text(wagas).join(wagas.to === null ? '; ' : ' to ')}.
              {!isSame(ends.draft, wagas) && (
                <>
                  {' '}
                  <button type="button" className="link-button" onClick={() => ends.set(wagas)}>
                    Take these
                  </button>
                </>
              )}
            </p>
            {ends.isChanged && (
              <>
                {ends.isReadable && order === null && <EndsChange page={page} draft={ends.draft} now={now} />}
                <ReasonField isNeeded={page.needsReason} value={reason} error={reasonError} onChange={setReason} />
                <div className="form-ways">
                  <button type="button" className="button" onClick={drop}>
                    Leave it as it was
                  </button>
                  <button
                    type="submit"
                    className="button main"
                    disabled={isBusy || ends.isBehind || !ends.isReadable || order !== null}
                  >
                    {isBusy ? 'Saving…' : 'Save the correction'}
                  </button>
                </div>
              </>
            )}
          </form>
        )}
      </div>
    </Panel>
  );
}
