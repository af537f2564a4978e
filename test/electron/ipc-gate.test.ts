import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ok } from '../../core/result.ts';
import { channelOf } from '../../electron/channels.ts';
import { createIpcGate, type GateEvent, refusalOf } from '../../electron/ipc-gate.ts';
import { defineContract } from '../../ipc/contract.ts';

const contract = defineContract('employee', {
  greet: { args: z.object({ name: z.string().max(5) }).strict(), result: z.string() },
  fails: { args: z.object({}).strict(), result: z.null() },
});

type Handler = (event: GateEvent, ...args: unknown[]) => Promise<unknown>;

function openGate() {
  const handlers = new Map<string, Handler>();
  const log: string[] = [];
  const greet = vi.fn(async ({ name }: { name: string }) => ok(`hello ${name}`));
  const fails = vi.fn(async (): Promise<never> => {
    throw new Error('the secret is out');
  });
  const gate = createIpcGate({
    ipc: { handle: (channel: string, handler: unknown) => void handlers.set(channel, handler as Handler) },
    contractOf: (id) =>
      new Map([
        [1, 'employee'],
        [2, 'manager'],
      ]).get(id),
    log: (reason) => log.push(reason),
  });
  gate.serve(contract, { greet, fails });
  const call = (event: GateEvent, name: string, ...args: unknown[]) =>
    handlers.get(channelOf('employee', name))?.(event, ...args);
  return { handlers, log, greet, call };
}

function sender(change: { id?: number; url?: string; sub?: boolean; gone?: boolean } = {}): GateEvent {
  const frame = { url: change.url ?? 'plainsight://app/employee.html' };
  return {
    sender: { id: change.id ?? 1, mainFrame: change.sub ? { url: frame.url } : frame },
    senderFrame: change.gone ? null : frame,
  };
}

describe('the gate', () => {
  it('registers the contract’s own calls and nothing else', () => {
    expect([...openGate().handlers.keys()]).toEqual(['plainsight:employee:greet', 'plainsight:employee:fails']);
  });

  it('passes a call from our page with an argument that parses', async () => {
    const { call, log } = openGate();
    expect(await call(sender(), 'greet', { name: 'you' })).toEqual({ ok: true, value: 'hello you' });
    expect(log).toEqual([]);
  });

  it.each([
    ['a frame that is gone', sender({ gone: true }), 'no-frame'],
    ['a frame inside the page', sender({ sub: true }), 'sub-frame'],
    ['a frame without an address', sender({ url: '' }), 'no-url'],
    ['a page from the web', sender({ url: 'https://example.org/' }), 'foreign-origin'],
    ['a page whose host only begins like ours', sender({ url: 'plainsight://app.example.org/' }), 'foreign-origin'],
    ['a file', sender({ url: 'file:///employee.html' }), 'foreign-origin'],
    ['an empty page', sender({ url: 'about:blank' }), 'foreign-origin'],
    ['an address that is none', sender({ url: 'plainsight//app' }), 'foreign-origin'],
    ['contents that are no window of ours', sender({ id: 99 }), 'unknown-window'],
    ['the manager’s window', sender({ id: 2 }), 'other-contract'],
  ])('refuses %s', async (_who, event, reason) => {
    const { call, greet, log } = openGate();
    expect(refusalOf(event, 'employee', (id) => (id === 1 ? 'employee' : id === 2 ? 'manager' : undefined))).toBe(
      reason,
    );
    expect(await call(event, 'greet', { name: 'you' })).toMatchObject({
      ok: false,
      problem: { code: 'not-allowed' },
    });
    expect(greet).not.toHaveBeenCalled();
    expect(log).toEqual([`refused plainsight:employee:greet: ${reason}`]);
  });

  it.each([
    ['no argument', [], 'not-allowed', 'arguments'],
    ['two arguments', [{ name: 'you' }, 1], 'not-allowed', 'arguments'],
    ['undefined', [undefined], 'bad-argument', 'bad-argument'],
    ['another type', [{ name: 7 }], 'bad-argument', 'bad-argument'],
    ['a value out of range', [{ name: 'canary-too-long' }], 'bad-argument', 'bad-argument'],
    ['a field too many', [{ name: 'you', admin: true }], 'bad-argument', 'bad-argument'],
    ['an array', [[{ name: 'you' }]], 'bad-argument', 'bad-argument'],
  ])('refuses %s, and never logs what was sent', async (_what, args, code, reason) => {
    const { call, greet, log } = openGate();
    expect(await call(sender(), 'greet', ...args)).toMatchObject({ ok: false, problem: { code } });
    expect(greet).not.toHaveBeenCalled();
    expect(log).toEqual([`refused plainsight:employee:greet: ${reason}`]);
  });

  it('answers a service that throws with a problem that tells nothing of it', async () => {
    const { call, log } = openGate();
    const answer = await call(sender(), 'fails', {});
    expect(answer).toMatchObject({ ok: false, problem: { code: 'internal' } });
    expect(JSON.stringify([answer, log])).not.toContain('secret');
    expect(log).toEqual(['plainsight:employee:fails failed: Error']);
  });
});
