import './api/strict-zod.ts';
import '@fontsource-variable/inter/wght.css';
import './design/tokens.css';
import './design/page.css';
import './design/controls.css';
import './design/numbers.css';
import './design/explain/explain.css';
import './design/table/data-table.css';
import './design/chart/chart.css';
import './shell/shell.css';
import './shell/header.css';
import './balance/balance.css';
import './balance/verdict.css';
import './balance/processes.css';
import './balance/impact-gauge.css';
import './balance/matrix.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { followTicks } from './api/live.ts';
import { isWorthRetrying } from './api/problem.ts';
import { App } from './shell/app.tsx';
import { applyTheme } from './shell/theme.ts';

applyTheme();

const client = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, problem) => failures < 1 && isWorthRetrying(problem), refetchOnWindowFocus: true },
  },
});
followTicks(client);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="en-GB">
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
