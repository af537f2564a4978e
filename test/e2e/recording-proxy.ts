import type { IncomingHttpHeaders } from 'node:http';
import { Agent, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ensureCertificate } from '../../bucket/embedded/certificate-files.ts';
import { unwrap } from '../../core/result.ts';

/** One exchange as it crossed the wire, both bodies whole. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly status: number;
  readonly answer: Buffer;
}

export interface RecordingProxy {
  readonly endpoint: string;
  /** PEM that clients must trust. */
  readonly caCertificate: string;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

/**
 * Ends TLS with a certificate of its own, keeps everything that passes, and sends it on to `upstream` over TLS. Requests stay signed as
 * they were: the signature covers the Host header, which is passed on.
 */
export async function startRecordingProxy(
  folder: string,
  upstream: { readonly endpoint: string; readonly caCertificate: string },
): Promise<RecordingProxy> {
  const { authority, server: own } = unwrap(await ensureCertificate(folder, ['127.0.0.1'], Date.now()));
  const agent = new Agent({ keepAlive: true, ca: upstream.caCertificate });
  const exchanges: Exchange[] = [];
  const server = createServer({ cert: own.certificate, key: own.privateKey }, (incoming, outgoing) => {
    void (async () => {
      const body = await buffer(incoming);
      const { method = 'GET', url: path = '/', headers } = incoming;
      const passed = request(new URL(path, upstream.endpoint), { method, headers, agent, path });
      passed.once('error', () => outgoing.destroy());
      passed.once('response', async (response) => {
        const answer = await buffer(response);
        exchanges.push({ method, path, headers, body, status: response.statusCode ?? 0, answer });
        outgoing.writeHead(response.statusCode ?? 502, response.headers).end(answer);
      });
      passed.end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caCertificate: authority,
    exchanges,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}
