import type { RouteAccess } from './rights.ts';
import type { Who } from './who.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as the server's guard found before the route; null only where the route is open to everyone. */
    who: Who | null;
    /** The hash of the session that the request came with, when it came with one that holds. */
    session: string | null;
  }
  interface FastifyContextConfig {
    /** Who may come in. The server refuses to start with a route that does not say. */
    access?: RouteAccess;
    /** The token may stand in the address as `?secret=`, for programs that send no headers; only one that holds nothing but this right. */
    secretInAddress?: true;
    /** For the API description: the bodies of an entrance that takes bytes, by media type. */
    takes?: Record<string, { description: string; example: string }>;
  }
}
