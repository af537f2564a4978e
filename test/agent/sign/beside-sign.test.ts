import { describe, expect, test } from 'vitest';
import type { RecordingSign, SignContent, SignState } from '../../../agent/ports.ts';
import { besideSign } from '../../../agent/sign/beside-sign.ts';
import { serveSign } from '../../../agent/sign/serve-sign.ts';
import { until } from '../../desktop.ts';
import { type PairedProcess, pairedProcess } from '../../fixtures/paired-process.ts';

const content: SignContent = { purposes: ['apps'], language: null };

/** A sign that is up whenever it is to be, or as a test says. */
class FakeSign implements RecordingSign {
  content: SignContent | null = null;
  covered = false;
  #listener: () => void = () => {};

  show(shown: SignContent | null): void {
    this.content = shown;
  }

  state(): SignState {
    if (this.content !== null && !this.covered) return { kind: 'shown', purposes: this.content.purposes };
    return { kind: 'not-shown', failure: { ok: false, reason: { code: 'sign-covered', values: {} } } };
  }

  cover(): void {
    this.covered = true;
    this.#listener();
  }

  onChange(listener: () => void): () => void {
    this.#listener = listener;
    return () => {};
  }

  async close(): Promise<void> {
    this.content = null;
  }
}

function opened(serves: (turn: number) => FakeSign | null = () => new FakeSign()) {
  const processes: PairedProcess[] = [];
  const signs: FakeSign[] = [];
  const sign = besideSign({
    retryMs: [0],
    start: () => {
      const served = serves(processes.length + 1);
      if (served !== null) signs.push(served);
      const started = pairedProcess(served === null ? null : (parent) => serveSign(served, parent));
      processes.push(started);
      return started;
    },
  });
  return { sign, processes, signs };
}

const isShown = (sign: RecordingSign) => (sign.state().kind === 'shown' ? true : null);

describe('a sign in a process of its own', () => {
  test('counts as shown once that process says so, and not before', async () => {
    const { sign, signs } = opened();
    sign.show(content);
    expect(sign.state().kind).toBe('not-shown');
    await until(() => isShown(sign));
    expect(signs[0]?.content).toMatchObject(content);
    sign.show(null);
    expect(sign.state().kind).toBe('not-shown');
    await until(() => (signs[0]?.content === null ? true : null));
  });

  test('tells at once that it was covered', async () => {
    const { sign, signs } = opened();
    const heard: string[] = [];
    sign.onChange(() => heard.push(sign.state().kind));
    sign.show(content);
    await until(() => isShown(sign));
    signs[0]?.cover();
    await until(() => (heard.length === 2 ? true : null));
    expect(heard).toEqual(['shown', 'not-shown']);
  });

  test('is not shown when the process ends, and comes back with the next one', async () => {
    const { sign, processes, signs } = opened();
    sign.show(content);
    const heard: string[] = [];
    sign.onChange(() => heard.push(sign.state().kind));
    await until(() => isShown(sign));
    processes[0]?.kill();
    await until(() => (heard.length === 3 ? true : null));
    expect(heard).toEqual(['shown', 'not-shown', 'shown']);
    expect(signs).toHaveLength(2);
    expect(signs[1]?.content).toMatchObject(content);
  });

  test('says nothing about what is to be shown now by what it said of something else', async () => {
    const { sign, processes } = opened(() => null);
    processes[0]?.say({ kind: 'ready' });
    await until(() => (processes[0]?.got.length === 1 ? true : null));
    sign.show(content);
    processes[0]?.say({ kind: 'shown', turn: 0, purposes: ['apps'] });
    processes[0]?.say({
      kind: 'not-shown',
      turn: 1,
      failure: { ok: false, reason: { code: 'sign-covered', values: {} } },
    });
    await until(() => (JSON.stringify(sign.state()).includes('sign-covered') ? true : null));
  });

  test.each([
    ['nothing', null],
    ['a sign without a purpose', { kind: 'shown', turn: 1, purposes: [] }],
    ['a purpose that there is not', { kind: 'shown', turn: 1, purposes: ['keys'] }],
    ['that none is needed', { kind: 'not-needed', turn: 1 }],
  ])('is none where the process says %s', async (_, message) => {
    const { sign, processes } = opened(() => null);
    processes[0]?.say({ kind: 'ready' });
    await until(() => (processes[0]?.got.length === 1 ? true : null));
    sign.show(content);
    processes[0]?.say(message);
    await until(() => (processes.length === 2 ? true : null));
    expect(processes[0]?.hasEnded).toBe(true);
    expect(sign.state().kind).toBe('not-shown');
  });
});
