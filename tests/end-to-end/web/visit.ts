/** One visit of a page in a fresh profile, with nothing in its cache: what was fetched, when the page became useful, what moved. */
import type { Browser, BrowserContext, CDPSession } from 'playwright-core';

/** A page and how to see that it is useful: its heading, and the first row of numbers, each found by a selector and shown. */
export interface Target {
  name: string;
  path: string;
  heading: string;
  /** An element that holds a digit as soon as there is a number in it; null where the heading alone is what one came for. */
  numbers: string | null;
  /** What is drawn last, where charts are. */
  chart?: string;
}

/** One request of a visit. Times are milliseconds since the navigation began. */
export interface Fetched {
  path: string;
  /** As Chromium calls it: Document, Script, Stylesheet, Font, Fetch, EventSource… */
  type: string;
  from: number;
  /** Infinity where it was still going on when one stopped looking. */
  to: number;
  /** Bytes on the wire, headers of the answer with them. */
  bytes: number;
  /** `br`, `gzip`, or empty. */
  encoding: string;
}

/** When what was painted, in milliseconds since the navigation began; how much moved by itself; work of the page's thread. */
export interface Visit {
  fetched: Fetched[];
  /** The frame with the header and its pages in it. */
  shell: number;
  /** The frame with heading and first numbers in it. */
  useful: number;
  /** The frame with the chart in it; null where the page has none. */
  chart: number | null;
  firstContentful: number;
  largestContentful: number;
  /** Sum of the layout shifts, by Chromium's measure; 0.1 is what browsers' makers call good. */
  shift: number;
  /** Processor time of the page's main thread until it was useful. */
  worked: number;
}

const quietMs = 300;

/**
 * Runs in the page before all else (text, since it runs there and not here): notes the first frame with each of `wanted` in it. A
 * mutation is seen before the frame that shows it; the message comes when that frame was handed over.
 */
const watch = (wanted: Record<string, string[]>): string => `(() => {
  const wanted = ${JSON.stringify(wanted)};
  const painted = { shift: 0, largest: 0 };
  const told = new Map();
  const frame = (name) => told.get(name) ?? told.set(name, Promise.withResolvers()).get(name);
  globalThis.wagaPainted = painted;
  globalThis.wagaFrame = (name) => Promise.race([
    frame(name).promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error(name + ' was never painted')), 30_000)),
  ]);
  const isShown = (selector) => {
    const [css, digits] = selector.split(' has digits');
    return [...document.querySelectorAll(css)].some(
      (one) => one.getClientRects().length > 0 && one.checkVisibility() && one.clientWidth + one.getBoundingClientRect().width > 2 &&
        (digits === undefined ? one.textContent.trim() !== '' || one.childElementCount > 0 : /[0-9]/.test(one.textContent)),
    );
  };
  const look = () => {
    for (const [name, selectors] of Object.entries(wanted)) {
      if (!selectors.every(isShown)) continue;
      delete wanted[name];
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { painted[name] = performance.now(); frame(name).resolve(); };
        port2.postMessage(null);
      });
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) painted.shift += one.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) painted.largest = one.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})();`;

const reading = `(() => ({
  ...globalThis.wagaPainted,
  first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
}))()`;

type Painted = Record<'shift' | 'largest' | 'first' | 'useful', number> & Partial<Record<'shell' | 'chart', number>>;

/** Where and as whom one visits. */
export interface VisitOptions {
  url: string;
  target: Target;
  width?: number;
  theme?: 'light' | 'dark';
  /** Done with the fresh profile before the page is opened: cookies, a clock. */
  prepare?(context: BrowserContext): Promise<void>;
}

/** Opens the page and stays until nothing has been fetched for a moment. Throws where it does not become useful within 30 s. */
export async function visit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const { url, target, width = 1440, theme = 'light' } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: theme,
  });
  try {
    await options.prepare?.(context);
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    const fetched = await follow(wire);
    await wire.send('Performance.enable', { timeDomain: 'threadTicks' });
    const useful = target.numbers === null ? [target.heading] : [target.heading, `${target.numbers} has digits`];
    const chart = target.chart === undefined ? {} : { chart: [target.chart] };
    await page.addInitScript(watch({ shell: ['.shell-pages a, .menu-button'], useful, ...chart }));
    await page.goto(url + target.path, { waitUntil: 'commit' });
    await page.evaluate("wagaFrame('useful')");
    const worked = await metric(wire, 'TaskDuration');
    if (target.chart) await page.evaluate("wagaFrame('chart')");
    await page.waitForLoadState('load');
    while (!fetched.isQuiet()) await page.waitForTimeout(quietMs / 3);
    const painted = (await page.evaluate(reading)) as Painted;
    return {
      fetched: fetched.since((await metric(wire, 'NavigationStart')) * 1_000),
      shell: painted.shell ?? painted.useful,
      useful: painted.useful,
      chart: painted.chart ?? null,
      firstContentful: painted.first,
      largestContentful: painted.largest,
      shift: painted.shift,
      worked: worked * 1_000,
    };
  } finally {
    await context.close();
  }
}

async function metric(wire: CDPSession, name: string): Promise<number> {
  const { metrics } = await wire.send('Performance.getMetrics');
  return metrics.find((one) => one.name === name)?.value ?? Number.NaN;
}

/** Writes down every request from now on. */
async function follow(wire: CDPSession): Promise<{ isQuiet(): boolean; since(origin: number): Fetched[] }> {
  const all = new Map<string, Fetched>();
  let last = Date.now();
  wire.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => {
    last = Date.now();
    const { pathname, search } = new URL(request.url);
    const path = pathname + search;
    all.set(requestId, { path, type: type ?? '', from: timestamp * 1_000, to: Infinity, bytes: 0, encoding: '' });
  });
  wire.on('Network.responseReceived', ({ requestId, response }) => {
    const one = all.get(requestId);
    if (one) one.encoding = response.headers['content-encoding'] ?? response.headers['Content-Encoding'] ?? '';
  });
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) => {
    last = Date.now();
    const one = all.get(requestId);
    if (one) Object.assign(one, { to: timestamp * 1_000, bytes: encodedDataLength });
  });
  wire.on('Network.loadingFailed', ({ requestId, timestamp }) => {
    const one = all.get(requestId);
    if (one) one.to = timestamp * 1_000;
  });
  await wire.send('Network.enable');
  return {
    // the stream of ticks never ends
    isQuiet: () =>
      Date.now() - last > quietMs && [...all.values()].every(({ type, to }) => type === 'EventSource' || to < Infinity),
    since: (origin) => [...all.values()].map((one) => ({ ...one, from: one.from - origin, to: one.to - origin })),
  };
}

/** Scripts that were asked for before a moment, whether or not they had arrived. */
export const scriptsBefore = ({ fetched }: Visit, moment: number): Fetched[] =>
  fetched.filter(({ type, from }) => type === 'Script' && from < moment);
