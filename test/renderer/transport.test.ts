import { afterEach, describe, expect, it, vi } from 'vitest';
import { employeeContract } from '../../ipc/employee.ts';
import { connect } from '../../renderer/transport.ts';

afterEach(() => vi.unstubAllGlobals());

const token = 'abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE';

function onTheWeb(answer: unknown, kept: string | null = token) {
  const fetched = vi.fn(async (..._: [string, RequestInit]) => ({ json: async () => answer }));
  const sessionStorage = { getItem: () => kept, setItem: () => {} };
  vi.stubGlobal('window', { location: { hash: '' }, history: {}, sessionStorage, addEventListener: () => {} });
  vi.stubGlobal('fetch', fetched);
  return { fetched, ...connect(employeeContract) };
}

describe('on the web host', () => {
  it('posts a call with its argument and the token in a header, and takes no cookie along', async () => {
    const { client, fetched } = onTheWeb({ ok: true, value: null });
    expect(await client.pause({ length: '1-hour' })).toEqual({ ok: true, value: null });
    const [url, request] = fetched.mock.calls[0] ?? [];
    expect(url).toBe('/api/employee/pause');
    expect(request).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      redirect: 'error',
      headers: { 'x-plainsight': token },
    });
    expect(JSON.parse(String(request?.body))).toEqual({ args: { length: '1-hour' } });
  });

  it.each([[{ ok: true, value: 'no status' }], ['nonsense'], [null]])(
    'takes no answer that does not parse: %j',
    async (answer) => {
      const { client } = onTheWeb(answer);
      expect(await client.status({})).toMatchObject({ ok: false, problem: { code: 'bad-reply' } });
    },
  );

  it('says that it is not connected when nothing answers', async () => {
    const { client, fetched } = onTheWeb(null);
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect(await client.status({})).toMatchObject({ ok: false, problem: { code: 'not-connected' } });
  });

  it('asks for changes with the same header, and without a token with none', () => {
    const { onChange, fetched } = onTheWeb(null);
    const stop = onChange(() => {});
    expect(fetched.mock.calls[0]).toMatchObject(['/api/employee/changes', { headers: { 'x-plainsight': token } }]);
    stop();
    const other = onTheWeb(null, null);
    other.onChange(() => {})();
    expect(other.fetched.mock.calls[0]?.[1].headers).toEqual({});
  });
});

describe('in Electron', () => {
  const bridge = (contract: string) => ({
    contract,
    calls: { resume: vi.fn(async () => ({ ok: true, value: null })) },
    onChange: vi.fn(() => () => {}),
  });

  it('calls the method of that name, and the bridge’s own word of change', async () => {
    const plainsight = bridge('employee');
    vi.stubGlobal('window', { plainsight });
    const { client, onChange } = connect(employeeContract);
    expect(await client.resume({})).toEqual({ ok: true, value: null });
    expect(plainsight.calls.resume).toHaveBeenCalledWith({});
    const listener = () => {};
    onChange(listener);
    expect(plainsight.onChange).toHaveBeenCalledWith(listener);
  });

  it('calls nothing on a bridge of another contract, nor what the bridge does not have', async () => {
    const plainsight = bridge('manager');
    vi.stubGlobal('window', { plainsight });
    expect(await connect(employeeContract).client.resume({})).toMatchObject({
      ok: false,
      problem: { code: 'not-connected' },
    });
    expect(plainsight.calls.resume).not.toHaveBeenCalled();
    vi.stubGlobal('window', { plainsight: bridge('employee') });
    expect(await connect(employeeContract).client.status({})).toMatchObject({
      ok: false,
      problem: { code: 'not-connected' },
    });
  });
});
