/** Real dependency graphs as catalogues: every service that none calls is a process of its own, all edges hard. */
import type { Document } from '../../src/features/catalog/document.ts';
import { component, process } from './documents.ts';

/** Names as the catalogue takes them; different ones stay different. */
function namesFor(raw: Iterable<string>): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const one of raw) {
    const plain =
      one
        .toLowerCase()
        .replace(/[^a-z0-9.-]+/g, '-')
        .replace(/^[-.]+|[-.]+$/g, '')
        .slice(0, 50) || 'x';
    let name = plain;
    for (let again = 2; taken.has(name); again += 1) name = `${plain}-${again}`;
    taken.add(name);
    names.set(one, name);
  }
  return names;
}

/** "a depends on b" of a GraphML text. */
export function graphmlEdges(text: string): { nodes: string[]; edges: [string, string][] } {
  const plain = (name: string): string => name.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  return {
    nodes: [...text.matchAll(/<node id="([^"]+)"/g)].map((match) => plain(match[1]!)),
    edges: [...text.matchAll(/<edge [^>]*source="([^"]+)" target="([^"]+)"/g)].map((match) => [
      plain(match[1]!),
      plain(match[2]!),
    ]),
  };
}

/** The catalogue of a graph; each component is up 99.9 % by itself, each process worth 1 000.00 PLN an hour. */
export function catalogOfGraph({ nodes, edges }: ReturnType<typeof graphmlEdges>): Document[] {
  const names = namesFor(new Set([...nodes, ...edges.flat()]));
  const called = new Set(edges.filter(([from, to]) => from !== to).map(([, to]) => to));
  const entries = [...names.keys()].filter((node) => !called.has(node));
  return [
    ...[...names].map(([node, name]) =>
      component(name, {
        availability: '0.999',
        dependsOn: edges.filter(([from]) => from === node).map(([, to]) => ({ component: names.get(to)! })),
      }),
    ),
    ...(entries.length > 0 ? entries : nodes.slice(0, 1)).map((entry) =>
      process(`through-${names.get(entry)}`, [{ component: names.get(entry)! }]),
    ),
  ];
}
