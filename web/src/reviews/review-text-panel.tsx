import { type ReactNode, useEffect, useState } from 'react';
import type { Review, ReviewText } from '../../../src/features/reviews/review-contract.ts';
import { Panel } from '../design/panel.tsx';
import { changedFields, merge, readDraft } from './review-draft.ts';
import { ReviewForm } from './review-form.tsx';
import { ReviewShown } from './review-shown.tsx';
import type { ReviewWays } from './use-review.ts';

interface Mine {
  text: ReviewText;
  saw: ReviewText;
  revision: number;
}

/** What people write. Nothing is saved by itself; nothing typed is lost when somebody else was faster. */
export function ReviewTextPanel({
  page,
  ways,
  onUnsaved,
}: {
  page: Review;
  ways: ReviewWays;
  onUnsaved: (isUnsaved: boolean) => void;
}): ReactNode {
  const [mine, setMine] = useState<Mine | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [isMerged, setMerged] = useState(false);
  const isBehind = mine !== null && changedFields(page.text, mine.saw).length > 0;
  const merged = isBehind ? merge(mine.saw, page.text, mine.text) : null;
  const isChanged = mine !== null && changedFields(mine.text, page.text).length > 0;
  const takeMerged = (text: ReviewText): void => setMine({ text, saw: page.text, revision: page.revision });
  const fits = merged !== null && merged.clashes.length === 0 ? merged.text : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version that fits to mine is taken once
  useEffect(() => {
    if (fits === null) return;
    takeMerged(fits);
    setMerged(true);
  }, [page.revision, fits === null]);
  useEffect(() => onUnsaved(isChanged), [isChanged, onUnsaved]);
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isChanged]);
  const drop = (): void => {
    setMine(null);
    setErrors({});
    setFailed(null);
    setMerged(false);
  };
  const save = async (form: HTMLFormElement): Promise<void> => {
    if (mine === null) return;
    const read = readDraft(mine.text);
    setErrors('errors' in read ? read.errors : {});
    setFailed(null);
    if ('errors' in read) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const told = await ways.save(mine.revision, mine.saw, read.body);
    if (told === null) drop();
    else if (told !== 'behind') setFailed(told.problem);
  };
  if (!page.may.includes('edit')) {
    return (
      <Panel title="What people say">
        <ReviewShown page={page} ways={ways} />
      </Panel>
    );
  }
  return (
    <Panel title="What people say" note="Blameless: what made it possible, not who. It is saved when you say so.">
      <ReviewForm
        page={page}
        text={mine?.text ?? page.text}
        clashes={merged === null || merged.clashes.length === 0 ? null : merged}
        saw={mine?.saw ?? page.text}
        {...{ errors, failed, isMerged, isChanged }}
        isBusy={ways.isBusy}
        onChange={(text) => setMine({ ...(mine ?? { saw: page.text, revision: page.revision }), text })}
        onMine={() => merged !== null && takeMerged(merged.text)}
        onDrop={drop}
        onSave={(form) => void save(form)}
      />
    </Panel>
  );
}
