import type { Page, Request } from 'playwright-core';

/** What a page asked for and has no whole answer to yet. Streams never have one, and are left out. */
class Open {
  readonly #requests = new Set<Request>();
  readonly #waiting: (() => void)[] = [];

  begin(request: Request, isNewPage: boolean): void {
    // What the page before this one still waited for ends with it.
    if (isNewPage) this.#requests.clear();
    if (request.resourceType() !== 'eventsource') this.#requests.add(request);
  }
  end(request: Request): void {
    this.#requests.delete(request);
    if (this.#requests.size === 0) for (const go of this.#waiting.splice(0)) go();
  }
  get isNone(): boolean {
    return this.#requests.size === 0;
  }
  none(): Promise<void> {
    return this.isNone ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
  addresses(): string {
    return [...this.#requests].map((request) => request.url()).join(', ');
  }
}

const followed = new WeakMap<Page, Open>();
const mostMs = 30_000;

/** From now on it is known what the page waits for. */
export function followRequests(page: Page): void {
  const open = new Open();
  page.on('request', (request) =>
    open.begin(request, request.isNavigationRequest() && request.frame() === page.mainFrame()),
  );
  page.on('requestfinished', (request) => open.end(request));
  page.on('requestfailed', (request) => open.end(request));
  followed.set(page, open);
}

/**
 * Waits until every request of the page is answered and, after `drawn`, none came of the answers. Throws after 30 seconds, with what
 * was still open.
 */
export async function answered(page: Page, drawn: () => Promise<unknown>): Promise<void> {
  const open = followed.get(page);
  if (!open) throw new Error('the requests of this page are not followed');
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not answered: ${open.addresses()}`)), mostMs);
  try {
    do {
      await Promise.race([open.none(), late.promise]);
      await drawn();
    } while (!open.isNone);
  } finally {
    clearTimeout(timer);
  }
}
