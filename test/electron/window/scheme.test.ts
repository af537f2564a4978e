import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerPage, contentSecurityPolicy, isOwnUrl, locatePage } from '../../../electron/window/scheme.ts';

const get = (url: string) => locatePage({ method: 'GET', url });

describe('locating a page', () => {
  it('finds a file under the root by its relative path', () => {
    expect(get('plainsight://app/employee.html')).toEqual({
      ok: true,
      path: 'employee.html',
      type: 'text/html; charset=utf-8',
    });
    expect(get('plainsight://app/assets/main-1a2b.js?x=1#y')).toMatchObject({
      ok: true,
      path: `assets${sep}main-1a2b.js`,
    });
    expect(get('plainsight://app/fonts/a%20b.woff2')).toMatchObject({ ok: true, path: `fonts${sep}a b.woff2` });
  });

  it.each([
    ['HEAD', 'plainsight://app/employee.html'],
    ['POST', 'plainsight://app/employee.html'],
    ['PUT', 'plainsight://app/employee.html'],
    ['OPTIONS', 'plainsight://app/employee.html'],
    ['get', 'plainsight://app/employee.html'],
    ['', 'plainsight://app/employee.html'],
  ])('refuses the method %j', (method, url) => {
    expect(locatePage({ method, url })).toEqual({ ok: false, status: 405, refusal: 'method' });
  });

  it.each([
    ['', 'not-a-url'],
    ['employee.html', 'not-a-url'],
    ['//app/employee.html', 'not-a-url'],
    ['https://app/employee.html', 'scheme'],
    ['file:///etc/passwd.html', 'scheme'],
    ['plainsights://app/employee.html', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['plainsight:app/employee.html', 'host'],
    ['plainsight:///employee.html', 'host'],
    ['plainsight://other/employee.html', 'host'],
    ['plainsight://app.example.org/employee.html', 'host'],
    ['plainsight://app:81/employee.html', 'host'],
    ['plainsight://APP/employee.html', 'host'],
    ['plainsight://user@app/employee.html', 'host'],
    ['plainsight://user:word@app/employee.html', 'host'],
    ['plainsight://app@evil/employee.html', 'host'],
    ['plainsight://app/%E0%A4%A.html', 'encoding'],
    ['plainsight://app/%.html', 'encoding'],
    ['plainsight://app/%ff.html', 'encoding'],
    ['plainsight://app/a%00.html', 'characters'],
    ['plainsight://app/a%0d%0aset.html', 'characters'],
    ['plainsight://app/..%5c..%5csecret.html', 'characters'],
    ['plainsight://app/..\\..\\secret.html', 'characters'],
    ['plainsight://app/C:/secret.html', 'characters'],
    ['plainsight://app/C%3A%5Csecret.html', 'characters'],
    ['plainsight://app/a.html%3a%3a$DATA.html', 'characters'],
    ['plainsight://app/%252e%252e%252fsecret.html', 'characters'],
    ['plainsight://app/..%2fsecret.html', 'traversal'],
    ['plainsight://app/..%2F..%2F..%2Fetc/passwd.html', 'traversal'],
    ['plainsight://app/a/..%2f..%2f..%2fsecret.html', 'traversal'],
    ['plainsight://app/a%2f..%2femployee.html', 'traversal'],
    ['plainsight://app/.%2femployee.html', 'traversal'],
    ['plainsight://app/%2fetc/passwd.html', 'traversal'],
    ['plainsight://app//etc/passwd.html', 'traversal'],
    ['plainsight://app/a//b.html', 'traversal'],
    ['plainsight://app', 'traversal'],
    ['plainsight://app/', 'traversal'],
    ['plainsight://app/assets/', 'traversal'],
    ['plainsight://app/.made-from', 'traversal'],
    ['plainsight://app/.git/config.html', 'traversal'],
    ['plainsight://app/employee', 'type'],
    ['plainsight://app/employee.html.exe', 'type'],
    ['plainsight://app/main.js.map', 'type'],
    ['plainsight://app/keys.json', 'type'],
    ['plainsight://app/EMPLOYEE.HTML', 'type'],
  ])('refuses %j as %s', (url, refusal) => {
    expect(get(url)).toMatchObject({ ok: false, refusal });
  });

  it('never answers a path that leaves the root, whatever is asked', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      'a',
      ':',
      '%',
      '%25',
      '',
      'b.html',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const location = get(`plainsight://app/${pieces.join('')}`);
        if (!location.ok) return true;
        const parts = location.path.split(sep);
        return parts.every((part) => part !== '' && !part.startsWith('.') && !/[\\/:%]/.test(part));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('answering a page', () => {
  const files = new Map([['employee.html', new Uint8Array([60, 33])]]);
  const read = async (path: string) => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error('ENOENT');
    return bytes;
  };
  const ask = async (url: string, method = 'GET') => {
    const refusals: string[] = [];
    const response = await answerPage({ method, url }, read, (refusal) => refusals.push(refusal));
    return { response, refusals };
  };

  it('gives the bytes under the policy', async () => {
    const { response, refusals } = await ask('plainsight://app/employee.html');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(refusals).toEqual([]);
  });

  it('says why it refused, and refuses under the policy too', async () => {
    const missing = await ask('plainsight://app/none.html');
    expect([missing.response.status, ...missing.refusals]).toEqual([404, 'missing']);
    const method = await ask('plainsight://app/employee.html', 'POST');
    expect([method.response.status, ...method.refusals]).toEqual([405, 'method']);
    expect(method.response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(await method.response.text()).toBe('');
  });
});

describe('the policy for pages', () => {
  // Parsed as a browser does: a name that ends in a colon, or a name given twice, would be ignored there without a word.
  const directives = new Map(
    contentSecurityPolicy.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(/\s+/);
      return [name, values.join(' ')] as const;
    }),
  );

  it('forbids everything but what is listed', () => {
    expect(Object.fromEntries(directives)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' blob: data:",
      'font-src': "'self'",
      'connect-src': "'none'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(directives.size).toBe(contentSecurityPolicy.split(';').length);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
  });
});

describe('our own addresses', () => {
  it.each([
    ['plainsight://app/employee.html', true],
    ['plainsight://app', true],
    ['plainsight://app:80/', false],
    ['plainsight://u@app/', false],
    ['plainsight://app.evil/', false],
    ['plainsight-x://app/', false],
    ['https://app/', false],
    ['about:blank', false],
    ['', false],
    ['plainsight://', false],
  ])('%j: %s', (url, own) => {
    expect(isOwnUrl(url)).toBe(own);
  });
});
