import { afterEach, describe, expect, it, vi } from 'vitest';
import { employeeContract } from '../../ipc/employee.ts';
import { connect } from '../../renderer/transport.ts';

afterEach(() => vi.unstubAllGlobals());

/** An event source whose events a test sends. */
class Source extends EventTarget {
  static opened: Source[] = [];
  readonly url: string;
  isClosed = false;
  constructor(url: string) {
    super();
    this.url = url;
    Source.opened.push(this);
  }
  close() {
    this.isClosed = true;
  }
}

function onTheWeb(answer: unknown) {
  Source.opened = [];
  const fetched = vi.fn(async (..._: [string, RequestInit]) => ({ json: async () => answer }));
  vi.stubGlobal('window', {});
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('EventSource', Source);
  return { fetched, ...connect(employeeContract) };
}

describe('on the web host', () => {
  it('posts a call with its argument and the header that forms cannot set', async () => {
    const { client, fetched } = onTheWeb({ ok: true, value: null });
    expect(await client.pause({ length: '1-hour' })).toEqual({ ok: true, value: null });
    const [url, request] = fetched.mock.calls[0] ?? [];
    expect(url).toBe('/api/employee/pause');
    expect(request).toMatchObject({ method: 'POST', credentials: 'same-origin', headers: { 'x-plainsight': '1' } });
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

  it('opens one stream for all listeners, tells of changes and breaks, and closes it with the last', () => {
    const { onChange } = onTheWeb(null);
    const [one, two] = [vi.fn(), vi.fn()];
    const stops = [onChange(one), onChange(two)];
    expect(Source.opened.map(({ url }) => url)).toEqual(['/api/employee/changes']);
    const source = Source.opened[0] as Source;
    source.dispatchEvent(new Event('error'));
    source.dispatchEvent(new Event('open'));
    expect(one).not.toHaveBeenCalled();
    source.dispatchEvent(new Event('changed'));
    source.dispatchEvent(new Event('error'));
    source.dispatchEvent(new Event('open'));
    expect([one.mock.calls.length, two.mock.calls.length]).toEqual([3, 3]);
    stops[0]?.();
    expect(source.isClosed).toBe(false);
    stops[1]?.();
    expect(source.isClosed).toBe(true);
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
