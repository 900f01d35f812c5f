import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import product from '../package.json' with { type: 'json' };

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

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [onlyEnglish(), react()],
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
    // Zod and the setting that forbids it to make code at run time are one chunk, so that no schema is made before the setting holds.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'zod', test: /[\\/]zod[\\/]|strict-zod/ }] } } },
  },
  server: {
    port: 5242,
    strictPort: true,
    proxy: { '/api': server, '/v1': server, '/healthz': server, '/readyz': server },
  },
});
