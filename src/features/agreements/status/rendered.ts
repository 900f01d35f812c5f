import { createHash } from 'node:crypto';

export interface Rendered {
  body: string;
  etag: string;
}

/** So many forms of one state of the page are kept ready: pages, files and feeds in both languages, by the names the server goes by. */
const mostKept = 60;

/** Makes each form of one state of the page once. `of` is that state; a new one forgets what was made of the one before. */
export function renderedOnce(): (of: object, key: string, make: () => string) => Rendered {
  let state: object | null = null;
  const kept = new Map<string, Rendered>();
  return (of, key, make) => {
    if (state !== of || kept.size >= mostKept) kept.clear();
    state = of;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const body = make();
    const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    const made = { body, etag };
    kept.set(key, made);
    return made;
  };
}
