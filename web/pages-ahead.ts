import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const list = join(import.meta.dirname, 'src', 'shell', 'pages.ts');
/** A page of the list that is loaded when it is opened: its address, and the module in which it is. */
const laterPage = /path: '([^']+)'[^}]*?import\('\.\.\/([^']+)'\)/g;

type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

/**
 * Writes `ahead.json`: for each page that is loaded when it is opened the files that it needs beyond those that every page does. The
 * server names them in the head of the page, so that they come together with the scripts of all pages and not after them.
 */
export function pagesAhead(): Plugin {
  return {
    name: 'waga:pages-ahead',
    apply: 'build',
    // when all is written: before that there are chunks of styles alone, which go
    async writeBundle({ dir = '' }, bundle) {
      const chunks = Object.values(bundle).filter((one): one is Chunk => one.type === 'chunk');
      const entry = chunks.find(({ isEntry }) => isEntry);
      if (!entry) this.error('the build has no entry');
      const always = reached(entry, chunks);
      const source = await readFile(list, 'utf8');
      const found = [...source.matchAll(laterPage)];
      if (found.length !== source.split('import(').length - 1) this.error('shell/pages.ts has a page that is not read');
      const pages = found.map(([, path, module]) => {
        const page = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/web/src/${module}`));
        if (!page) this.error(`no chunk holds ${module}`);
        const needed = [...reached(page, chunks)].filter((one) => !always.has(one));
        const styles = needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        return { path, files: [...new Set([...styles, ...needed.map(({ fileName }) => fileName)])] };
      });
      await writeFile(join(dir, 'ahead.json'), JSON.stringify(pages));
    },
  };
}

/** A chunk and all that it imports at once, itself first. */
function reached(chunk: Chunk, chunks: readonly Chunk[], seen = new Set<Chunk>()): Set<Chunk> {
  if (seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const name of chunk.imports) {
    const imported = chunks.find(({ fileName }) => fileName === name);
    if (imported) reached(imported, chunks, seen);
  }
  return seen;
}
