import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Decision } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { LevelMark } from './level-mark.tsx';
import { Moment } from './moment.tsx';
import { stateWords } from './side-words.ts';
import { Signatures } from './signatures.tsx';
import type { Signer } from './signing.ts';
import { Differences, ThresholdsText, ValidFrom } from './terms.tsx';

/** One decision of the history: what, from when until when, why, what changed, and by whose signatures. */
export function DecisionCard({
  decision,
  manager,
  signer,
  mayWithdraw,
}: {
  decision: Decision;
  manager: string | null;
  signer: Signer;
  mayWithdraw: boolean;
}): ReactNode {
  const { version, state, level, validFrom, validUntil, reason, thresholds, workshop } = decision;
  const hasHeld = state === 'in-force' || state === 'superseded' || state === 'signed';
  return (
    <li className={`decision-card ${state}`}>
      <div className="decision-what">
        <p className="decision-head">
          <LevelMark level={level} isFaint={state === 'withdrawn' || state === 'superseded'} />
          <span className="decision-state">{stateWords[state]}</span>
          <span className="muted">Version {version}</span>
        </p>
        <p className="decision-when">
          {hasHeld ? (
            <>
              from <Moment at={validFrom} />
              {validUntil === null ? (
                state === 'in-force' ? (
                  ', until something else is decided'
                ) : (
                  ''
                )
              ) : (
                <>
                  {' '}
                  until <Moment at={validUntil} />
                </>
              )}
            </>
          ) : state === 'proposed' ? (
            <>
              would hold from <ValidFrom decision={decision} />
            </>
          ) : (
            'never held'
          )}
        </p>
        <p className="decision-reason">{reason}</p>
        <dl className="decision-more">
          <div>
            <dt>What changes</dt>
            <dd>
              <Differences decision={decision} />
            </dd>
          </div>
          <div>
            <dt>Thresholds</dt>
            <dd>
              <ThresholdsText thresholds={thresholds} />
            </dd>
          </div>
          <div>
            <dt>Proposed</dt>
            <dd>
              by {decision.proposedBy}, <Moment at={decision.proposedAt} dayOnly />
              {workshop !== null && (
                <>
                  , in a <Link href={`/workshops/${encodeURIComponent(workshop)}`}>workshop</Link>
                </>
              )}
            </dd>
          </div>
        </dl>
      </div>
      <Signatures decision={decision} manager={manager} signer={signer} mayWithdraw={mayWithdraw} />
    </li>
  );
}
