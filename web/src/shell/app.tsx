import { lazy, type ReactNode, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { BalancePage } from '../balance/balance-page.tsx';
import { ExplainHost } from '../design/explain/explain.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { PollingNote } from './live-indicator.tsx';
import { NotFound } from './not-found.tsx';

const GuidePage = lazy(() => import('../guide/guide-page.tsx'));

export function App(): ReactNode {
  const [path] = useLocation();
  return (
    <ExplainHost>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Header />
      <PollingNote />
      <main id="main" className="shell-main" tabIndex={-1}>
        <ErrorBoundary key={path}>
          <Suspense fallback={<div className="skeleton lone-page" />}>
            <Switch>
              <Route path="/">
                <BalancePage />
              </Route>
              <Route path="/guide">
                <GuidePage />
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
    </ExplainHost>
  );
}
