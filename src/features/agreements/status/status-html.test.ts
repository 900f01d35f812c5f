import { describe, expect, it } from 'vitest';
import { languageAsked } from './language-asked.ts';
import { servedLinks } from './page-links.ts';
import { renderedOnce } from './rendered.ts';
import { statusFeed } from './status-feeds.ts';
import { statusHtml } from './status-html.ts';
import type { StatusIncident, StatusModel } from './status-model.ts';

const at = Date.parse('2026-11-20T10:00:00Z');
const evil = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) & "quotes"';
const incident: StatusIncident = {
  ...{ id: 'abc', title: { en: evil, pl: null }, kind: 'incident', status: 'monitoring', impact: 'minor' },
  ...{ from: at, to: null, createdAt: at, updatedAt: at, resolvedAt: null, active: true, components: ['c'] },
  ...{ timeZone: 'UTC', posts: [{ id: 'p', at, status: 'monitoring', body: { en: `**now** ${evil}`, pl: null } }] },
};
const model: StatusModel = {
  ...{ schema: 'waga-status/1', asOf: at, updatedAt: at, title: { en: evil, pl: 'Stan' }, url: null, support: null },
  timeZone: 'UTC',
  components: [
    {
      ...{ id: 'c', name: { en: evil, pl: evil }, description: { en: evil, pl: null }, group: { en: evil, pl: null } },
      ...{ timeZone: 'UTC', status: 'operational', since: null },
      days: [{ day: '2026-11-20', from: at, worst: 'none', downSeconds: 0, maintenanceSeconds: 0, known: true }],
    },
  ],
  incidents: [incident],
};

describe('the status page as HTML', () => {
  it.each(['en', 'pl'] as const)('shows what people wrote as the text that it is, in %s', (language) => {
    const html = statusHtml(model, { language, links: servedLinks(language), isStale: true });
    expect(html).not.toMatch(/<img|href="javascript|<script|style="|onerror="/);
    expect(html).toContain('<strong>now</strong> &lt;img src=x onerror=alert(1)&gt;');
    expect(html.match(/<(span|div) lang="en">/g) ?? []).toHaveLength(language === 'en' ? 0 : 4);
  });

  it('is no HTML in feeds either, whose readers take titles for it', () => {
    for (const format of ['rss', 'atom'] as const) {
      const feed = statusFeed(model, { url: 'https://s.example/status', language: 'en', format });
      expect(feed).not.toMatch(/<img|href="javascript/);
      expect(feed).toContain('<p><strong>now</strong> &lt;img');
      expect(feed).toContain('https://s.example/status#incident-abc');
    }
  });
});

describe('the language of a visit', () => {
  it.each([
    [undefined, undefined, 'en'],
    ['pl', 'en', 'pl'],
    [undefined, 'pl-PL,pl;q=0.9,en;q=0.8', 'pl'],
    [undefined, 'de,en;q=0.5,pl;q=0.4', 'en'],
    [undefined, 'pl;q=0, en;q=0.1', 'en'],
    [undefined, 'pl;q=nonsense,,;', 'pl'],
  ] as const)('%s, %s: %s', (lang, accept, language) => {
    expect(languageAsked(lang, accept)).toBe(language);
  });
});

it('makes each form of a state once, and anew for a new state', () => {
  const rendered = renderedOnce();
  let made = 0;
  const make = (): string => `${++made}`;
  const [one, two] = [{}, {}];
  expect(rendered(one, 'a', make)).toBe(rendered(one, 'a', make));
  expect(rendered(one, 'b', make).etag).not.toBe(rendered(one, 'a', make).etag);
  rendered(two, 'a', make);
  expect(made).toBe(3);
});
