import { Feed } from 'feed';
import { escaped, markdownHtml } from './markdown-html.ts';
import { said } from './said.ts';
import type { StatusModel } from './status-model.ts';
import { type StatusLanguage, statusWords } from './status-words.ts';

/** As many posts as readers of feeds take up anew. */
const mostItems = 50;

/**
 * What customers were told, an entry for each post, newest first, as RSS 2.0 or Atom. `url`: where people read the page; entries lead
 * to their incident there.
 */
export function statusFeed(
  model: StatusModel,
  { url, language, format }: { url: string; language: StatusLanguage; format: 'rss' | 'atom' },
): string {
  const words = statusWords[language];
  const title = said(model.title, language).text;
  const posts = model.incidents.flatMap((incident) => incident.posts.map((post) => ({ incident, post })));
  posts.sort((a, b) => b.post.at - a.post.at || (a.post.id < b.post.id ? 1 : -1));
  const feed = new Feed({
    ...{ id: url, link: url, title, description: `${title}: ${words.history}`, language, generator: 'Waga' },
    author: { name: title },
    updated: new Date(posts[0]?.post.at ?? model.updatedAt),
  });
  for (const { incident, post } of posts.slice(0, mostItems)) {
    const name = incident.title === null ? words.planned : said(incident.title, language).text;
    const html = markdownHtml(said(post.body, language).text);
    feed.addItem({
      // readers of feeds take it for HTML
      title: escaped(`${words.post[post.status]}: ${name}`),
      id: `urn:waga:status:${post.id}`,
      guid: `urn:waga:status:${post.id}`,
      link: `${url}#incident-${incident.id}`,
      date: new Date(post.at),
      published: new Date(post.at),
      description: html,
      content: html,
    });
  }
  return format === 'rss' ? feed.rss2() : feed.atom1();
}
