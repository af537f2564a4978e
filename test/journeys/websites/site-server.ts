import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const pdf =
  '%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n';

export interface SiteServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers for every name on this computer alone, with a page whose title says its name, in the colour that `colour` asks for; a title
 * by `title`, a document of another kind at `/pdf`.
 */
export async function startSites(): Promise<SiteServer> {
  const server = createServer(({ url = '/', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://any.example');
    if (pathname === '/pdf') {
      response.setHeader('content-type', 'application/pdf');
      return response.end(pdf);
    }
    const name = (headers.host ?? '').replace(/:\d+$/, '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(
      `<!doctype html><title>${searchParams.get('title') ?? `Page of ${name}`}</title>
       <body style="background:${searchParams.get('colour') ?? '#fff'}"><h1>${name}</h1>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
