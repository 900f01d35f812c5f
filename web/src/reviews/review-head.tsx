import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { Review } from '../../../src/features/reviews/review-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { AreaField } from '../alerts/area-field.tsx';
import { markdownPath } from '../api/reviews.ts';
import { State } from '../design/icons.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { reviewStates } from './review-words.ts';
import type { ReviewWays, Told } from './use-review.ts';

/** What it is a review of, how far it is, and what may be done with it. */
export function ReviewHead({
  page,
  ways,
  isUnsaved,
}: {
  page: Review;
  ways: ReviewWays;
  /** Something was written and not saved: it is not declared whole without it. */
  isUnsaved: boolean;
}): ReactNode {
  const [failed, setFailed] = useState<string | null>(null);
  const [isOpening, setOpening] = useState(false);
  const { word, means, tone, icon } = reviewStates[page.state];
  const show = (told: Told): void =>
    setFailed(
      told === null
        ? null
        : told === 'behind'
          ? 'Somebody saved it meanwhile. Look at it, then decide again.'
          : told.problem,
    );
  return (
    <header className="review-head">
      <p className="muted small">
        <Link href="/reviews">Reviews</Link> /{' '}
        <Link href={`/incidents/${encodeURIComponent(page.incident)}`}>The incident</Link>
        {page.process !== '' && (
          <>
            {' / '}
            <Link href={`/processes/${encodeURIComponent(page.process)}`}>{page.processName}</Link>
          </>
        )}
      </p>
      <h1>{page.text.title}</h1>
      <p className="thing-state" role="status">
        <State tone={tone} icon={icon}>
          {word}
        </State>
        <span className="muted small">
          {means}
          {page.editedAt !== null && (
            <>
              {' '}
              Last written by {page.editedBy ?? 'Waga'}, <DayTime at={Date.parse(page.editedAt)} />.
            </>
          )}
          {page.finalAt !== null && (
            <>
              {' '}
              Declared whole by {page.finalBy ?? 'Waga'}, <DayTime at={Date.parse(page.finalAt)} />.
            </>
          )}
        </span>
      </p>
      <FormProblem problem={failed} />
      <div className="review-ways">
        {page.may.includes('finish') && (
          <button
            type="button"
            className="button main"
            disabled={ways.isBusy || isUnsaved}
            title={isUnsaved ? 'Save what you wrote first' : undefined}
            onClick={() => void ways.act(page, { act: 'finish' }).then(show)}
          >
            Declare it whole
          </button>
        )}
        {page.may.includes('open') && (
          <button type="button" className="button" onClick={() => setOpening(true)}>
            Open it again…
          </button>
        )}
        <a className="button" href={markdownPath(page.incident)} download={`review-${page.incident}.md`}>
          Download as Markdown
        </a>
      </div>
      {isOpening && <OpenDialog page={page} ways={ways} onClose={() => setOpening(false)} />}
    </header>
  );
}

function OpenDialog({ page, ways, onClose }: { page: Review; ways: ReviewWays; onClose: () => void }): ReactNode {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    const isGood = reason.trim().length >= 3;
    setError(isGood ? undefined : 'Say it in a few words.');
    if (!isGood) return;
    const told = await ways.act(page, { act: 'open', reason: reason.trim() });
    if (told === null) onClose();
    else setFailed(told === 'behind' ? 'Somebody changed it meanwhile.' : told.problem);
  };
  return (
    <DialogFrame title="Open the review again" onClose={onClose}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <FormProblem problem={failed} />
        <p>It becomes a draft again, and its facts follow the record from then on.</p>
        <AreaField label="Why" rows={3} maxLength={2_000} value={reason} error={error} onChange={setReason} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={ways.isBusy}>
            Open it again
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
