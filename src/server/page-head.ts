import { z } from 'zod';

/** `ahead.json` of the built pages: the files of each page that is loaded when it is opened. */
export const PagesAhead = z.array(z.object({ path: z.string(), files: z.array(z.string()) }));
export type PagesAhead = z.infer<typeof PagesAhead>;

/** What every page asks first, and what the first page shows. */
const askedByAll = '/api/v1/me';
const askedByFirst = '/api/v1/balance';

/**
 * The links that let a browser fetch, while the scripts of all pages are on their way, what the page at `path` needs besides: its own
 * files, and where somebody is signed in (`asks`) the answers that it shows first. HTML; nothing of the path gets into it.
 */
export function linksAhead(pages: PagesAhead, path: string, asks: boolean): string {
  const files = pages.find((page) => matches(page.path, path))?.files ?? [];
  const answers = !asks ? [] : path === '/' ? [askedByAll, askedByFirst] : [askedByAll];
  return [
    ...answers.map((answer) => `<link rel="preload" as="fetch" crossorigin href="${answer}">`),
    ...files.map((file) =>
      file.endsWith('.css')
        ? `<link rel="preload" as="style" crossorigin href="/${file}">`
        : `<link rel="modulepreload" crossorigin href="/${file}">`,
    ),
  ].join('');
}

/** Whether a path is that of a page, of which the parts that begin with `:` may be anything. */
function matches(page: string, path: string): boolean {
  const parts = path.replace(/\/$/, '').split('/');
  const wanted = page.split('/');
  return (
    wanted.length === parts.length &&
    wanted.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
  );
}
