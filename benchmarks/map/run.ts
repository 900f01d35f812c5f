/**
 * `npm run build:web && node benchmarks/map/run.ts [picture.svg]`: how smooth the map of 1 000 nodes and 5 000 edges is in a real
 * Chromium without a graphics card, while it is panned and zoomed, beside the frames of an empty page moved over in the same
 * way in the same run; and how long it takes from picking a component until the processes on it are shown. The promise: no
 * frame over 50 ms while panning, a pick answered within 100 ms. `picture.svg` gets the frames as a figure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { framesFigure } from './figure.ts';

const seconds = 5;
const picks = 30;

/** Text, since it runs in the page. Counts frames from `start` on; a frame is as long as the time to the next one. */
const recorder = `window.frames_ = { lengths: [], long: [], on: false };
(() => {
  let before = 0;
  const frame = (at) => {
    if (window.frames_.on && before > 0) window.frames_.lengths.push(at - before);
    before = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    if (window.frames_.on) for (const one of list.getEntries()) window.frames_.long.push(one.duration);
  }).observe({ type: 'long-animation-frame' });
})()`;

interface Frames {
  lengths: number[];
  long: number[];
  tasks: number[];
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: { name?: string };
}

async function during(page: Page, act: (until: number) => Promise<void>): Promise<Frames> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await page.evaluate('Object.assign(window.frames_, { lengths: [], long: [], on: true })');
  await act(performance.now() + seconds * 1_000);
  const counted = (await page.evaluate(
    'window.frames_.on = false, { lengths: window.frames_.lengths, long: window.frames_.long }',
  )) as Omit<Frames, 'tasks'>;
  return { ...counted, tasks: tasksOf(await browser.stopTracing()) };
}

/** Milliseconds of processor that each task of the threads that run pages took: waiting for a busy machine is not in it. */
function tasksOf(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    traceEvents.flatMap((one) => (one.args?.name === 'CrRendererMain' ? `${one.pid} ${one.tid}` : [])),
  );
  return traceEvents.flatMap(({ name, pid, tid, tdur }) =>
    name.endsWith('RunTask') && tdur !== undefined && threads.has(`${pid} ${tid}`) ? tdur / 1_000 : [],
  );
}

/** The hand goes in wide circles over the middle of the map. */
async function pan(page: Page, until: number): Promise<void> {
  await page.mouse.move(520, 480);
  await page.mouse.down();
  for (let step = 0; performance.now() < until; step += 1) {
    const turn = step / 14;
    await page.mouse.move(520 + 380 * Math.sin(turn), 480 + 260 * Math.sin(turn * 1.3));
  }
  await page.mouse.up();
}

async function zoom(page: Page, until: number): Promise<void> {
  await page.mouse.move(480, 420);
  for (let step = 0; performance.now() < until; step += 1) await page.mouse.wheel(0, step % 60 < 30 ? -55 : 55);
}

/** Milliseconds from the key that picks until a frame with the processes on it is over. */
async function pick(page: Page): Promise<number[]> {
  await page.evaluate(`(() => {
    window.picks_ = [];
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const from = event.timeStamp;
      const look = () => {
        const lies = document.querySelector('.map-cursor[aria-pressed="true"]');
        const list = document.querySelector('.map-picked .reached');
        if (lies === null || list === null) return requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          document.body.dataset.picks = window.picks_.push(performance.now() - from);
        };
        channel.port2.postMessage(null);
      };
      requestAnimationFrame(look);
    }, true);
  })()`);
  await page.locator('.map-cursor').focus();
  await page.keyboard.press('ArrowDown');
  for (let nth = 0; nth < picks; nth += 1) {
    await page.keyboard.press('Enter');
    await page.locator(`body[data-picks="${nth + 1}"]`).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.map-picked').waitFor({ state: 'detached' });
    await page.keyboard.press(nth % 4 === 3 ? 'ArrowDown' : 'ArrowRight');
  }
  return (await page.evaluate('window.picks_')) as number[];
}

const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

function tell(name: string, { lengths, long, tasks }: Frames): void {
  const over = lengths.filter((length) => length > 50).length;
  console.log(
    `${name.padEnd(24)} ${String(lengths.length).padStart(4)} frames, median ${ms(at(lengths, 0.5))}, p99 ${ms(at(lengths, 0.99))}, longest ${ms(Math.max(...lengths))}; over 50 ms: ${over}; long animation frames: ${long.length}; longest task ${ms(Math.max(...tasks))} of processor`,
  );
}

// The pages as they are built, with a large catalogue made up as their API.
const server = spawn(process.execPath, ['tests/end-to-end/web/fixture-server.ts', 'many', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [told] = (await once(server.stdout, 'data')) as [Buffer];
const url = /http:\S+/.exec(told.toString())?.[0];
if (url === undefined) throw new Error(`no address in ${told}`);
const browser = await chromium.launch({
  executablePath: process.env.WAGA_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });

await page.setContent('<!doctype html><title>empty</title><body></body>');
await page.evaluate(recorder);
const empty = await during(page, (until) => pan(page, until));

await page.goto(`${url}/map`);
await page.locator('.map-cursor').waitFor();
await page.evaluate(recorder);
await page.waitForTimeout(1_500);
const panFar = await during(page, (until) => pan(page, until));
const zoomed = await during(page, (until) => zoom(page, until));
await page.getByRole('button', { name: 'Whole map' }).click();
for (let step = 0; step < 6; step += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
await page.waitForTimeout(800);
const panNear = await during(page, (until) => pan(page, until));
await page.getByRole('button', { name: 'Whole map' }).click();
const picked = await pick(page);
await browser.close();
server.kill();

const runs = {
  'empty page, panned': empty,
  'map, whole, panned': panFar,
  'map, zoomed': zoomed,
  'map, near, panned': panNear,
};
for (const [name, frames] of Object.entries(runs)) tell(name, frames);
console.log(
  `longest frame of the map while panning is ${(Math.max(...panFar.lengths, ...panNear.lengths) / Math.max(...empty.lengths)).toFixed(2)} times that of the empty page`,
);
console.log(
  `from pick to shown processes: median ${ms(at(picked, 0.5))}, longest of ${picked.length} ${ms(Math.max(...picked))}`,
);
if (process.argv[2] !== undefined) writeFileSync(process.argv[2], framesFigure(runs));
