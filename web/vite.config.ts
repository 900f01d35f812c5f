import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import product from '../package.json' with { type: 'json' };
import { compressed } from './compressed.ts';
import { pagesAhead } from './pages-ahead.ts';

const server = 'http://127.0.0.1:9242';

/**
 * React Aria brings its few built-in words in 34 languages, all in one bundle. The pages speak English,
 * so the other languages become empty modules: 20 kB (gzip) less before the first useful paint.
 */
function onlyEnglish(): Plugin {
  const other = /[\\/]intl[\\/](?:[a-z]+[\\/])?(?!en-)[a-z]{2}-[A-Z]{2}\.m?js$/;
  return {
    name: 'waga:only-english',
    enforce: 'pre',
    load: (id) => (other.test(id) ? 'export default {};' : null),
  };
}

/**
 * A browser asks for six files at a time, so many small ones wait for each other. What the first page needs comes in two: libraries,
 * which stay the same from release to release (with the setting that forbids Zod to make code at run time, so that no schema is
 * made before it holds), and our own. The others share what a form and a table need, and the small things that many of them use.
 */
const chunks = [
  {
    name: 'libraries',
    tags: ['$initial' as const],
    test: /[\\/]node_modules[\\/].*\.[cm]?js$|strict-zod/,
    priority: 4,
  },
  { name: 'first', tags: ['$initial' as const], priority: 3 },
  { name: 'forms', test: /access[\\/]form[\\/]/, priority: 2 },
  { name: 'tables', test: /design[\\/]table[\\/]/, priority: 1 },
  {
    name: 'common',
    test: /[\\/](src|web[\\/]src)[\\/].*\.ts$|design[\\/][a-z-]+\.tsx$/,
    minShareCount: 6,
    includeDependenciesRecursively: false,
  },
];

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [onlyEnglish(), react(), pagesAhead(), compressed()],
  define: { __WAGA_VERSION__: JSON.stringify(product.version) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Fonts and images must be files: the content policy allows no `data:` fonts.
    assetsInlineLimit: 0,
    // The only chunk above this is the chart library, which is loaded after the first paint.
    chunkSizeWarningLimit: 800,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: chunks },
      },
    },
  },
  server: {
    port: 5242,
    strictPort: true,
    proxy: { '/api': server, '/v1': server, '/healthz': server, '/readyz': server },
  },
});
