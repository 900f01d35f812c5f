import { statusesOf } from '../../../src/features/agreements/status/post.ts';
import { NewPost, type PostStatus, type Posts } from '../../../src/features/agreements/status-contract.ts';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';

/** A post as it is being written. */
export interface StatusDraft {
  status: PostStatus;
  titleEn: string;
  titlePl: string;
  bodyEn: string;
  bodyPl: string;
}

/** Where a new post begins: at the status told last, with the title that holds. */
export const newDraft = (page: Pick<OutagePage, 'kind'>, told: Posts): StatusDraft => ({
  status: told.posts[0]?.status ?? statusesOf(page)[0]!,
  titleEn: told.title?.en ?? '',
  titlePl: told.title?.pl ?? '',
  ...{ bodyEn: '', bodyPl: '' },
});

export type DraftProblems = Partial<Record<'titleEn' | 'bodyEn', string>>;

/** What is sent, or what is missing. A title that stays as it is is not sent again. */
export function postOf(draft: StatusDraft, told: Posts): { post: NewPost } | { problems: DraftProblems } {
  const problems: DraftProblems = {
    ...(draft.titleEn.trim() === '' ? { titleEn: 'Say in a few words what customers notice.' } : {}),
    ...(draft.bodyEn.trim() === '' ? { bodyEn: 'Say what is known, and what customers can do.' } : {}),
  };
  if (Object.keys(problems).length > 0) return { problems };
  const [titleEn, titlePl] = [draft.titleEn.trim(), draft.titlePl.trim()];
  const isSame = told.title !== null && titleEn === told.title.en && titlePl === (told.title.pl ?? '');
  const text = (en: string, pl: string) => ({ en, pl: pl.trim() === '' ? null : pl });
  const title = isSame ? null : text(titleEn, titlePl);
  return { post: NewPost.parse({ status: draft.status, title, body: text(draft.bodyEn, draft.bodyPl) }) };
}
